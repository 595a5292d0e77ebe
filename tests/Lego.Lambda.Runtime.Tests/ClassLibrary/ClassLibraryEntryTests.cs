using Lego.Lambda.Testing;

namespace Lego.Lambda.Runtime.Tests.ClassLibrary;

[Parallelizable(ParallelScope.All)]
public sealed class ClassLibraryEntryTests
{
    private const string Handler = "Lego.Lambda.Runtime.Tests::Lego.Lambda.Runtime.Tests.ClassLibrary.EchoEntry::InvokeAsync";

    [Test]
    public async Task A_handler_string_reaches_the_handler_with_the_event_and_Lambdas_context()
    {
        var context = new TestLambdaContext { AwsRequestId = "request-1", FunctionName = "echo" };

        using var answer = new StreamReader(await new HandlerString(Handler).InvokeAsync<Stream>(new MemoryStream("{\"a\":1}"u8.ToArray()), context));

        Assert.That(await answer.ReadToEndAsync(), Is.EqualTo($"{{\"a\":1}} request-1 {context.TraceId} echo"));
    }

    [Test]
    public void What_the_handler_throws_reaches_the_runtime_unchanged() => Assert.That(
        () => new HandlerString(Handler).InvokeAsync<Stream>(Stream.Null, new TestLambdaContext()),
        Throws.InvalidOperationException.With.Message.EqualTo("Nothing was asked."));
}
