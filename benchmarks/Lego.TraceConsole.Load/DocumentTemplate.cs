using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Lego.TraceConsole.Load;

/// <summary>
/// A document with holes: <c>«trace»</c> for the trace id, <c>«user»</c> and <c>«item»</c> for numbers of some variety, and <c>«0.125»</c> for
/// a time so many seconds after the start of the trace. Filling it costs less than sending it.
/// </summary>
internal sealed class DocumentTemplate
{
    private const string Header = "{\"format\":\"json\",\"version\":1}\n";

    private readonly List<(byte[] Text, string? Hole, double Offset)> _pieces = [];

    public DocumentTemplate(string document)
    {
        foreach (var piece in (Header + document).Split('«'))
        {
            var parts = piece.Split('»');
            if (parts is [var hole, var text])
            {
                var isTime = double.TryParse(hole, NumberStyles.Float, CultureInfo.InvariantCulture, out var offset);
                _pieces.Add(([], isTime ? "time" : hole, offset));
                _pieces.Add((Encoding.UTF8.GetBytes(text), null, 0));
            }
            else
            {
                _pieces.Add((Encoding.UTF8.GetBytes(piece), null, 0));
            }
        }
    }

    public int Fill(Span<byte> buffer, int number, double start)
    {
        var at = 0;
        foreach (var (text, hole, offset) in _pieces)
        {
            text.CopyTo(buffer[at..]);
            at += text.Length;
            at += hole switch
            {
                null => 0,
                "time" => Write(buffer[at..], start + offset, new('F', 6)),
                "trace" => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"1-{(long)start:x8}-{number:x24}"), buffer[at..]),
                "user" => Write(buffer[at..], number % 997, default),
                _ => Write(buffer[at..], number % 4999, default),
            };
        }

        return at;
    }

    private static int Write(Span<byte> buffer, double value, System.Buffers.StandardFormat format)
    {
        Utf8Formatter.TryFormat(value, buffer, out var written, format);
        return written;
    }
}
