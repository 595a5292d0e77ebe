using System.Globalization;
using System.Text;

namespace Lego.Functions.Tests.Attacks;

/// <summary>Answers that are not those of the server.</summary>
internal static class Garbage
{
    private const string Page = "<html><head><title>Oops</title></head><body>It does not work.</body></html>";

    /// <summary>Any bytes, the same for the same seed.</summary>
    public static byte[] Bytes(Random random, int length = 200)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>An answer of a load balancer or proxy.</summary>
    public static byte[] Html(int status) => Http(status, "text/html", Page);

    public static byte[] Json(int status, string body) => Http(status, "application/json", body);

    /// <summary>An error as S3 words it.</summary>
    public static byte[] S3Error(int status, string code) => Http(
        status, "application/xml", $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{code}</Code><Message>No.</Message></Error>");

    /// <summary>Promises more than it sends.</summary>
    public static byte[] HalfBody(string type, string body) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: {body.Length * 2}\r\nConnection: close\r\n\r\n{body}"));

    private static byte[] Http(int status, string type, string body) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"HTTP/1.1 {status} Any\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}"));
}
