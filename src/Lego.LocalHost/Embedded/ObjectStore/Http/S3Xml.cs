using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Lego.LocalHost.Embedded.ObjectStore.Http;

/// <summary>Writing and reading of the API's documents.</summary>
internal static class S3Xml
{
    public const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    // Keys may hold any character: control characters and line ends must come back as they went out.
    private static readonly XmlWriterSettings WriterSettings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        CheckCharacters = false,
        NewLineHandling = NewLineHandling.Entitize,
    };

    private static readonly XmlReaderSettings ReaderSettings = new()
    {
        Async = true,
        DtdProcessing = DtdProcessing.Prohibit,
        CheckCharacters = false,
    };

    public static async Task WriteXmlAsync(
        this HttpResponse response, int status, Action<XmlWriter> write, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, WriterSettings))
        {
            xml.WriteStartDocument();
            write(xml);
        }

        response.StatusCode = status;
        response.ContentType = "application/xml";
        response.ContentLength = buffer.Length;
        await response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellationToken);
    }

    public static Task WriteXmlAsync(
        this HttpResponse response, string root, Action<XmlWriter> write, CancellationToken cancellationToken) =>
        response.WriteXmlAsync(StatusCodes.Status200OK, xml =>
        {
            xml.WriteStartElement(root, Namespace);
            write(xml);
            xml.WriteEndElement();
        }, cancellationToken);

    public static async Task<XElement> ReadAsync(Stream body, string root, CancellationToken cancellationToken)
    {
        try
        {
            using var reader = XmlReader.Create(body, ReaderSettings);
            var document = await XElement.LoadAsync(reader, LoadOptions.PreserveWhitespace, cancellationToken);
            return document.Name.LocalName == root ? document : throw S3Errors.MalformedXml();
        }
        catch (XmlException)
        {
            throw S3Errors.MalformedXml();
        }
    }

    /// <summary>Children by local name: clients send these documents with and without the namespace.</summary>
    public static IEnumerable<XElement> Children(this XElement parent, string name) =>
        parent.Elements().Where(element => element.Name.LocalName == name);

    public static string? ChildText(this XElement parent, string name) => parent.Children(name).FirstOrDefault()?.Value;

    public static void Text(this XmlWriter xml, string name, string value)
    {
        xml.WriteStartElement(name);
        xml.WriteString(value);
        xml.WriteEndElement();
    }

    public static void Text(this XmlWriter xml, string name, long value) => xml.Text(name, value.ToString(CultureInfo.InvariantCulture));

    public static void Text(this XmlWriter xml, string name, bool value) => xml.Text(name, value ? "true" : "false");

    public static void Text(this XmlWriter xml, string name, DateTimeOffset value) => xml.Text(name, S3Time.Iso(value));
}
