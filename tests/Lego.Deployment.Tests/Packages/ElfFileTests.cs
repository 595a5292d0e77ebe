using System.Text;
using Lego.Deployment.Packages;
using Lego.LocalHost.Tests;

namespace Lego.Deployment.Tests.Packages;

[Parallelizable(ParallelScope.All)]
public sealed class ElfFileTests
{
    [TestCase("\0GLIBC_2.2.5\0GLIBC_2.34\0GLIBC_2.14\0", "2.34")]
    [TestCase("GLIBC_2.9\0GLIBC_2.38", "2.38")]
    [TestCase("GLIBC_PRIVATE\0GLIBC_", null)]
    [TestCase("", null)]
    public void The_newest_version_that_is_asked_for_counts(string content, string? newest) =>
        Assert.That(ElfFile.NewestGlibc(Encoding.Latin1.GetBytes(content))?.ToString(), Is.EqualTo(newest));

    [Test]
    public void A_native_file_for_a_newer_Linux_than_Lambdas_is_refused_with_its_name()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["notes.txt"], "GLIBC_2.99 is only mentioned here");
        File.WriteAllBytes(folder["old.so"], Encoding.Latin1.GetBytes("\u007fELF\0GLIBC_2.34\0"));
        Assert.That(() => ElfFile.CheckFolder(folder.Path), Throws.Nothing);

        File.WriteAllBytes(folder["new.so"], Encoding.Latin1.GetBytes("\u007fELF\0GLIBC_2.38\0"));
        Assert.That(
            () => ElfFile.CheckFolder(folder.Path),
            Throws.InvalidOperationException.With.Message.StartsWith("new.so needs glibc 2.38").And.Message.Contains("2.34"));
    }
}
