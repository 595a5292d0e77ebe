using Lego.Deployment.Secrets;
using Lego.Testing;

namespace Lego.Deployment.Tests.Secrets;

/// <summary>This repository itself.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RepositorySecretsTests
{
    [Test]
    public void No_file_of_the_repository_holds_a_secret()
    {
        var allowed = SecretAllowList.Read(Path.Combine(RepositoryFolder.Path, SecretsCommand.AllowListFile));

        Assert.That(allowed.Judge(SecretScanner.Files(RepositoryFolder.Path)), Is.Empty, "eng/secret-scan.json says what is allowed; docs/supply-chain.md what to do");
    }
}
