using System.Text;
using Lego.Lambda.Runtime.Logging;

namespace Lego.Lambda.Runtime.Tests.Logging;

internal sealed class JsonLineOutputTests
{
    [Test]
    [NonParallelizable]
    public void Standard_output_is_the_raw_stream_and_not_the_console_writer_that_the_managed_runtime_replaces()
    {
        var before = Console.Out;
        using var replaced = new StringWriter();
        Console.SetOut(replaced);
        try
        {
            JsonLineOutput.StandardOutput.Write(Encoding.UTF8.GetBytes("{}\n"));
        }
        finally
        {
            Console.SetOut(before);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(replaced.ToString(), Is.Empty);
            Assert.That(JsonLineOutput.StandardOutput.LostLines, Is.Zero);
        }
    }

    [Test]
    public void A_line_reaches_the_stream_as_it_is()
    {
        using var stream = new MemoryStream();

        new JsonLineOutput(stream).Write("{\"_aws\":{}}\n"u8);

        Assert.That(Encoding.UTF8.GetString(stream.ToArray()), Is.EqualTo("{\"_aws\":{}}\n"));
    }
}
