using Lego.LocalHost.Embedded;

namespace Lego.LocalHost.Tests.Embedded;

[Parallelizable]
public sealed class PostgresBinariesTests
{
    [Test]
    public void A_configured_folder_without_the_programs_is_named_in_the_error()
    {
        using var folder = new TemporaryFolder();

        Assert.That(() => PostgresBinaries.Find(folder.Path), Throws.InvalidOperationException.With.Message.Contains($"LEGO_POSTGRES_BIN is {folder.Path}"));
    }

    [Test]
    public void A_link_to_the_server_leads_to_the_folder_of_its_siblings()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["real"]);
        File.WriteAllText(folder["real/postgres"], "");
        File.WriteAllText(folder["real/initdb"], "");
        Directory.CreateDirectory(folder["links"]);
        File.CreateSymbolicLink(folder["links/postgres"], folder["real/postgres"]);

        Assert.That(PostgresBinaries.Find(folder["links"]).InitDb, Is.EqualTo(folder["real/initdb"]));
    }
}
