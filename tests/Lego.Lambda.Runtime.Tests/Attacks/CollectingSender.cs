using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.XRay;
using Lego.Testing.Schema;

namespace Lego.Lambda.Runtime.Tests.Attacks;

/// <summary>Takes datagrams in the daemon's place, as many and as large as they come: a socket's buffer would lose some.</summary>
/// <param name="refuses">Says of each datagram whether it is refused, as by a network that takes no more; null for never.</param>
internal sealed class CollectingSender(Func<bool>? refuses = null) : IDocumentSender
{
    private readonly Lock _gate = new();
    private List<string> _documents = [];

    internal int Refused { get; private set; }

    internal int Largest { get; private set; }

    public bool TrySend(ReadOnlySpan<byte> datagram)
    {
        lock (_gate)
        {
            Largest = Math.Max(Largest, datagram.Length);
            if (refuses?.Invoke() == true)
            {
                Refused++;
                return false;
            }

            _documents.Add(Encoding.UTF8.GetString(datagram[(datagram.IndexOf((byte)'\n') + 1)..]));
            return true;
        }
    }

    /// <summary>The documents since the last time, each valid and without a member that is there twice.</summary>
    internal List<JsonObject> Take()
    {
        List<string> documents;
        lock (_gate)
        {
            (documents, _documents) = (_documents, []);
        }

        return [.. documents.Select(Read)];
    }

    private static JsonObject Read(string document)
    {
        var violations = SegmentSchema.Validate(document);
        Assert.That(violations, Is.Empty, document.Length > 4_000 ? document[..4_000] : document);
        return JsonNode.Parse(document, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false })!.AsObject();
    }
}
