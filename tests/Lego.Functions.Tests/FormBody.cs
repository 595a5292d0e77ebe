using System.Globalization;
using System.Text;

namespace Lego.Functions.Tests;

/// <summary>A multipart form as a browser sends it.</summary>
internal sealed class FormBody
{
    private const string Boundary = "----WebKitFormBoundary7MA4YWxkTrZu0gW";

    private readonly List<byte> _body = [];

    public static string ContentType => $"multipart/form-data; boundary={Boundary}";

    public FormBody Field(string name, string value)
    {
        Write($"--{Boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        return this;
    }

    public FormBody File(string name, string fileName, string? contentType, byte[] content)
    {
        var type = contentType is null ? "" : $"Content-Type: {contentType}\r\n";
        Write($"--{Boundary}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{fileName}\"\r\n{type}\r\n");
        _body.AddRange(content);
        Write("\r\n");
        return this;
    }

    public string ToBase64()
    {
        var end = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"--{Boundary}--\r\n"));
        return Convert.ToBase64String([.. _body, .. end]);
    }

    private void Write(string text) => _body.AddRange(Encoding.UTF8.GetBytes(text));
}
