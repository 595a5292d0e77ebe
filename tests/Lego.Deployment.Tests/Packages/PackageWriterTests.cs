using System.IO.Compression;
using System.Runtime.Versioning;
using Lego.Deployment.Packages;
using Lego.LocalHost.Tests;

namespace Lego.Deployment.Tests.Packages;

[Parallelizable(ParallelScope.All)]
[UnsupportedOSPlatform("windows")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PackageWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PackageWriterTests() => Directory.CreateDirectory(_folder["publish"]);

    public void Dispose() => _folder.Dispose();

    [Test]
    public void The_same_files_become_the_same_bytes_whenever_and_however_they_were_written()
    {
        Add("b.dll", "two");
        Add("a.dll", "one");
        PackageWriter.Write(_folder["publish"], _folder["first.zip"]);
        Directory.Delete(_folder["publish"], recursive: true);
        Add("a.dll", "one");
        Add("b.dll", "two");
        File.SetLastWriteTimeUtc(_folder["publish/a.dll"], new DateTime(2020, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        File.SetUnixFileMode(_folder["publish/b.dll"], UnixFileMode.UserRead);
        PackageWriter.Write(_folder["publish"], _folder["second.zip"]);

        Assert.That(File.ReadAllBytes(_folder["second.zip"]), Is.EqualTo(File.ReadAllBytes(_folder["first.zip"])));
    }

    [Test]
    public void Everybody_may_read_files_and_run_the_native_ones()
    {
        Add("bootstrap", "#!/bin/sh");
        Add("libvips.so.42", "\u007fELF…");
        Add("Lego.Functions.dll", "MZ");
        Add("runtimes/x/data.json", "{}");
        File.SetUnixFileMode(_folder["publish/Lego.Functions.dll"], UnixFileMode.UserRead);

        var unzipped = PackageWriter.Write(_folder["publish"], _folder["package.zip"]);

        using var zip = ZipFile.OpenRead(_folder["package.zip"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                zip.Entries.Select(entry => (entry.FullName, Convert.ToString(entry.ExternalAttributes >>> 16, 8))),
                Is.EqualTo(new[]
                {
                    ("Lego.Functions.dll", "100644"), ("bootstrap", "100755"), ("libvips.so.42", "100755"), ("runtimes/x/data.json", "100644"),
                }));
            Assert.That(unzipped, Is.EqualTo(zip.Entries.Sum(entry => entry.Length)));
        }
    }

    [Test]
    public void An_empty_folder_is_refused() =>
        Assert.That(() => PackageWriter.Write(_folder["publish"], _folder["package.zip"]), Throws.InvalidOperationException);

    [Test]
    public void What_Lambda_would_not_take_is_refused()
    {
        using (var large = File.Create(_folder["publish/large.bin"]))
        {
            large.SetLength(PackageLimits.UnzippedBytes + 1);
        }

        Assert.That(
            () => PackageWriter.Write(_folder["publish"], _folder["package.zip"]),
            Throws.InvalidOperationException.With.Message.Contains("262144001").And.Message.Contains("262144000"));
    }

    [Test]
    public void A_package_for_S3_only_is_said_to_be_one()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                ZipCommand.Describe("a.zip", 18 * 1024 * 1024, 43 * 1024 * 1024),
                Is.EqualTo("a.zip: 18.0 MB zipped (of 50), 43.0 MB unzipped (of 250)."));
            Assert.That(ZipCommand.Describe("a.zip", PackageLimits.DirectUploadBytes + 1, 1), Does.Contain("S3"));
        }
    }

    private void Add(string name, string content)
    {
        var path = _folder["publish/" + name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content, System.Text.Encoding.Latin1);
    }
}
