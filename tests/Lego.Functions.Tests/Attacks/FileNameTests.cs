using System.Net.Http.Headers;
using System.Text;
using Lego.Functions.Tests.Moc;
using Lego.Testing.Attacks;

namespace Lego.Functions.Tests.Attacks;

/// <summary>File names from clients on their way into keys, metadata, links and the header of the download: one header, and a safe name in it.</summary>
[Category("Attack")]
public sealed class FileNameTests
{
    private static readonly string[] Pieces =
    [
        "\r\nX-Evil: 1", "\r\n\r\n<script>alert(1)</script>", "\n", "\r", "\0x", "\"", "\\", "\"; filename=\"evil.exe", "; filename*=UTF-8''evil.exe", "'", "%", "%0d%0a", "%22",
        "../", "..\\", "/", "C:\\", ":", "*", "?", "<", "|", "\u202e", "\u2066", "\u200f", "\u2028", "\u0085", "\u007f", "é", "🧱", "日本", "e\u0301", "=?utf-8?B?eA==?=", " ", ".", "~", "#", "&", "+", ";", ",", "@", "$",
        new('n', 300), new('é', 120),
    ];

    [Test]
    public async Task A_download_has_one_disposition_with_a_safe_name_whatever_the_file_is_called()
    {
        using var attack = new Attack("access-file-names");
        await using var api = new TestApi();
        using var http = new HttpClient();
        await attack.RunAsync(async attackCase =>
        {
            var name = Name(attackCase.Random);
            var answer = await api.CallAsync("moc-initialize-with-files", MocWithFilesCalls.Body(MocWithFilesCalls.File(name)));
            attack.Count(answer.Status == 201 ? "taken" : "refused");
            if (answer.Status != 201)
            {
                Assert.That(answer.Status, Is.EqualTo(400), $"'{name}': {answer.Body}");
                return;
            }

            var upload = answer.Data["uploadUrls"]![0]!;
            Assert.That((string)upload["filename"]!, Is.EqualTo(name));
            Assert.That(upload["requiredHeaders"]!.AsObject().Select(header => (string)header.Value!), Has.None.Matches(@"[^\x20-\x7e]"));
            Assert.That((int)await MocWithFilesCalls.PutAsync(upload), Is.EqualTo(200), name);
            var link = await api.CallAsync("moc-file-download", path: TestApi.File(answer.Text("data", "mocId"), (string)upload["fileId"]!));
            Assert.That((link.Status, link.Headers["Location"]), Is.EqualTo((302, new Uri(link.Headers["Location"]).AbsoluteUri)), "a URL as it stands in a header");

            using var download = await http.GetAsync(new Uri(link.Headers["Location"]));
            Expect(download, name);
        });
    }

    [TestCase("filename=\"a\\\"; filename=\\\"b.pdf\"")]
    [TestCase("filename=\"plan.pdf\"; filename*=UTF-8''x%0d%0aX-Evil:%201.pdf")]
    [TestCase("filename=\"..\\..\\plan.pdf\"")]
    [TestCase("filename=\"../../plan.pdf\"")]
    [TestCase("filename*=UTF-8''%2e%2e%2fplan.pdf")]
    [TestCase("filename*=UTF-8''%00plan.pdf")]
    [TestCase("filename*=utf-7''+AC8-plan.pdf")]
    [TestCase("filename=\"=?utf-8?B?DQpYLUV2aWw6IDE=?=.pdf\"")]
    [TestCase("filename=plan.pdf; filename=other.pdf")]
    public async Task A_name_in_a_form_is_read_once_and_loses_its_folders(string parameters)
    {
        const string Boundary = "b";
        await using var api = new TestApi();
        var moc = await api.CreateMocAsync();
        var body = $"--{Boundary}\r\nContent-Disposition: form-data; name=\"fileType\"\r\n\r\ninstruction\r\n--{Boundary}\r\n"
            + $"Content-Disposition: form-data; name=\"file\"; {parameters}\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7\r\n--{Boundary}--\r\n";
        var request = Lego.Testing.HttpEvent.Create(
            "POST /api/mocs/{id}/files", api.User, Convert.ToBase64String(Encoding.UTF8.GetBytes(body)), TestApi.Id(moc),
            headers: new Dictionary<string, string> { ["content-type"] = $"multipart/form-data; boundary={Boundary}" }, isBase64Encoded: true);

        var answer = await api.SendAsync(FunctionCatalog.Find("moc-file-upload"), request);

        Assert.That(answer.Status, Is.AnyOf(201, 400), answer.Body);
        if (answer.Status == 201)
        {
            Assert.That(answer.Text("data", "originalFilename"), Does.EndWith(".pdf").And.Not.Contain("/").And.Not.Contain("\\"));
            Assert.That(answer.Text("data", "fileUrl"), Does.Match(@"^https://lego-tests\.s3\.us-east-1\.amazonaws\.com/mocs/[0-9a-f-]{36}/instruction/[0-9]+-[0-9a-f]{8}-[a-z0-9._-]+$"));
            using var http = new HttpClient();
            var link = await api.CallAsync("moc-file-download", path: TestApi.File(moc, answer.Text("data", "id")));
            using var download = await http.GetAsync(new Uri(link.Headers["Location"]));
            Expect(download, answer.Text("data", "originalFilename"));
        }
    }

    private static void Expect(HttpResponseMessage download, string name)
    {
        Assert.That((int)download.StatusCode, Is.EqualTo(200), name);
        Assert.That(download.Headers.Contains("X-Evil") || download.Content.Headers.Contains("X-Evil"), Is.False, name);
        var values = download.Content.Headers.NonValidated["Content-Disposition"];
        Assert.That(values, Has.Count.EqualTo(1), name);
        var disposition = ContentDispositionHeaderValue.Parse(values.Single());
        Assert.That((disposition.DispositionType, disposition.Parameters.Count), Is.EqualTo(("attachment", 2)), values.Single());
        Assert.That(disposition.FileNameStar, Does.EndWith(".pdf").And.Not.Match(@"[/\\\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]"));
        Assert.That(disposition.FileNameStar!.EnumerateRunes().Count(), Is.EqualTo(name.EnumerateRunes().Count()), "each character in its place or a mark for it");
        Assert.That(disposition.FileName, Does.Match(@"^""?[^""\\\x00-\x1f\x7f-\uffff]*\.pdf""?$"));
    }

    private static string Name(Random random)
    {
        var name = new StringBuilder();
        for (var pieces = random.Next(1, 5); pieces > 0; pieces--)
        {
            name.Append(random.Next(3) == 0 ? "plan" : "").Append(Pieces[random.Next(Pieces.Length)]);
        }

        return name.Append(".pdf").ToString();
    }
}
