using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Lego.LocalHost.Embedded.ObjectStore.Signing;

namespace Lego.LocalHost.Embedded.ObjectStore.Body;

/// <summary>The data inside an aws-chunked body. Chunk signatures are checked as the data passes, trailers are read at its end.</summary>
internal sealed class AwsChunkedStream(PipeReader reader, VerifiedSignature signature) : ReadOnlyStream
{
    private const string TrailerSignature = "x-amz-trailer-signature";
    private const int MaxTrailers = 8;

    private readonly ChunkSigner? _signer = signature.Payload.HasSignedChunks ? new ChunkSigner(signature) : null;
    private readonly Dictionary<string, string> _trailers = new(StringComparer.OrdinalIgnoreCase);
    private string _chunkSignature = "";
    private long _remaining;
    private bool _inChunk;
    private bool _ended;

    /// <summary>Headers after the last chunk; empty until the stream is read to its end.</summary>
    public IReadOnlyDictionary<string, string> Trailers => _trailers;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return 0;
        while (!_ended)
        {
            if (_remaining > 0) return await ReadDataAsync(buffer, cancellationToken);
            if (_inChunk) await EndChunkAsync(cancellationToken);
            await BeginChunkAsync(cancellationToken);
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _signer?.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadDataAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var result = await reader.ReadAsync(cancellationToken);
        var data = result.Buffer.Slice(0, Math.Min(result.Buffer.Length, Math.Min(_remaining, buffer.Length)));
        if (data.IsEmpty && result.IsCompleted) throw Incomplete();
        var length = (int)data.Length;
        data.CopyTo(buffer.Span);
        reader.AdvanceTo(data.End);
        _signer?.Append(buffer.Span[..length]);
        _remaining -= length;
        return length;
    }

    private async ValueTask BeginChunkAsync(CancellationToken cancellationToken)
    {
        var line = await reader.ReadLineAsync(cancellationToken) ?? throw Incomplete();
        var fields = line.Split(';', StringSplitOptions.TrimEntries);
        if (!long.TryParse(fields[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _remaining) || _remaining < 0)
        {
            throw S3Errors.InvalidRequest("The size of a chunk of the aws-chunked body is not a hexadecimal number");
        }

        const string SignatureField = "chunk-signature=";
        _chunkSignature = fields.Skip(1).FirstOrDefault(field => field.StartsWith(SignatureField, StringComparison.Ordinal))
            ?[SignatureField.Length..] ?? "";
        _inChunk = true;
        if (_remaining > 0) return;
        _signer?.CheckChunk(_chunkSignature);
        await ReadTrailersAsync(cancellationToken);
        _ended = true;
    }

    private async ValueTask EndChunkAsync(CancellationToken cancellationToken)
    {
        if (await reader.ReadLineAsync(cancellationToken) is not "") throw Incomplete();
        _signer?.CheckChunk(_chunkSignature);
        _inChunk = false;
    }

    private async ValueTask ReadTrailersAsync(CancellationToken cancellationToken)
    {
        var signed = new StringBuilder();
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length == 0) continue;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || !signature.Payload.HasTrailer || _trailers.Count == MaxTrailers) throw MalformedTrailer();
            var name = line[..colon].Trim().ToLowerInvariant();
            var value = line[(colon + 1)..].Trim();
            _trailers[name] = value;
            if (name != TrailerSignature) signed.Append(name).Append(':').Append(value).Append('\n');
        }

        if (_signer is null || !signature.Payload.HasTrailer) return;
        _signer.CheckTrailer(signed.ToString(), _trailers.GetValueOrDefault(TrailerSignature) ?? throw MalformedTrailer());
    }

    private static S3Exception Incomplete() =>
        new(400, "IncompleteBody", "The aws-chunked request body ends or breaks off before its last chunk");

    private static S3Exception MalformedTrailer() => new(400, "MalformedTrailerError",
        "The request contained trailing data that was not well-formed or did not conform to our published schema.");
}
