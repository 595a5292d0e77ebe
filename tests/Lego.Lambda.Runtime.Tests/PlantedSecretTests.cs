using System.Data.Common;
using Lego.Lambda.Runtime.Tests.Http;
using Lego.Lambda.Runtime.Tracing;
using Lego.Testing;
using Lego.Testing.Schema;
using Lego.Testing.Secrets;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.Tests;

/// <summary>Secrets are planted wherever text from outside can enter a request, and looked for in all that leaves it.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class PlantedSecretTests
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task No_planted_secret_leaves_in_a_response_a_log_line_or_a_document(bool production)
    {
        using var probe = new Probe(production: production);
        foreach (var secret in PlantedSecrets.All)
        {
            var failure = new InvalidOperationException($"It failed: {secret.Text}", new SqlFailure($"DETAIL: {secret.Text}"));
            failure.Data["statement"] = secret.Text;
            var function = new NoteFunction<NoteQuery>(probe.Options, async (_, _, context) =>
            {
                context.Trace.AddMetadata("outside", secret.Text);
                await TraceDatabase("note.get", "notes", DatabaseOperation.Select, () => Task.FromException(failure));
                return NoteFunction<NoteQuery>.Nothing();
            });

            var answer = await function.InvokeAsync(HttpEvent.Create("GET /notes"), probe.Context());

            var documents = probe.Daemon.ReceiveArrived();
            using (Assert.EnterMultipleScope())
            {
                Assert.That(answer.StatusCode, Is.EqualTo(500), secret.Text);
                Assert.That(PlantedSecrets.FoundIn(answer.Body), Is.Empty);
                Assert.That(documents, Has.Count.EqualTo(1));
                Assert.That(PlantedSecrets.FoundIn(documents[0]), Is.Empty, documents[0]);
                Assert.That(SegmentSchema.Validate(documents[0]), Is.Empty);
            }
        }

        Assert.That(PlantedSecrets.FoundIn(probe.Log.Text), Is.Empty);
    }

    private sealed class SqlFailure(string message) : DbException(message);
}
