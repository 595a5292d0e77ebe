using Lego.Infrastructure.Tests.Templates;

namespace Lego.Infrastructure.Tests;

[SetUpFixture]
public sealed class AssemblySetUp
{
    [OneTimeTearDown]
    public void Delete_templates() => Synthesized.Delete();
}
