namespace Lego.Functions.Tests;

public sealed class RestPathsTests
{
    [Test]
    public void One_place_has_one_name()
    {
        var paths = new RestPaths();

        Assert.That(paths.Of("/api/mocs/{id}"), Is.EqualTo("/api/mocs/{id}"));
        Assert.That(paths.Of("/api/mocs/{mocId}/finalize"), Is.EqualTo("/api/mocs/{id}/finalize"));
        Assert.That(paths.Of("/api/mocs/{mocId}/files/{fileId}/download"), Is.EqualTo("/api/mocs/{id}/files/{fileId}/download"));
    }

    [Test]
    public void Other_places_keep_their_names()
    {
        var paths = new RestPaths();

        Assert.That(paths.Of("/api/mocs/{id}"), Is.EqualTo("/api/mocs/{id}"));
        Assert.That(paths.Of("/api/albums/{albumId}"), Is.EqualTo("/api/albums/{albumId}"));
    }
}
