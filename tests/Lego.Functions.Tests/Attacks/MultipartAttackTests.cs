using System.Text;
using Lego.Functions.Tests.Gallery;
using Lego.Functions.Tests.Parsing;
using Lego.Testing.Attacks;

namespace Lego.Functions.Tests.Attacks;

/// <summary>Forms with damaged bytes, heads and content types, sent to every function that takes files.</summary>
[Category("Attack")]
public sealed class MultipartAttackTests
{
    private static readonly string[] Functions =
        ["moc-file-upload", "moc-parts-list-upload", "gallery-image-upload", "wishlist-image-upload", "profile-avatar-upload"];

    private static readonly string[] Tokens =
    [
        "\r\n", "\r\n\r\n", "--", FormBody.ContentType[30..], "Content-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n", "; filename*=UTF-8''a%00b.pdf",
        "; filename=\"\"", "; name=\"\"", "Content-Type: image/svg+xml\r\n", "Content-Type: \r\n", "Content-Transfer-Encoding: base64\r\n", "Content-Disposition: attachment\r\n",
        "%PDF", "\u0089PNG", "GIF89a", "\"", ";", ":", "=", "=?utf-8?B?AAAA?=", "../", "\0",
    ];

    private static readonly string[] FileNames =
        ["", ".", "..", "...pdf", "../../x.pdf", "a.PDF", "a.pdf.exe", "a.png\0.pdf", "a b;c.pdf", "ü漢😀.pdf", "con.pdf", "-rf.pdf", "a%00.pdf", "a\tb.pdf", " .png", "a.csv"];

    private AttackedApi _api = null!;

    [OneTimeSetUp]
    public async Task Start() => _api = await AttackedApi.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _api.DisposeAsync();

    [Test]
    public async Task A_damaged_form_is_taken_or_refused()
    {
        using var attack = new Attack("input-multipart");
        await attack.RunAsync(async attackCase =>
        {
            var random = attackCase.Random;
            var function = Functions[attackCase.Number % Functions.Length];
            var name = random.Next(4) == 0 ? FileNames[random.Next(FileNames.Length)] : $"{random.Next(1_000_000)}{ExtensionOf(function)}";
            var form = Convert.FromBase64String(Form(function, name).ToBase64());
            var contentType = FormBody.ContentType;
            var mutator = new Mutator(random, Tokens);
            if (random.Next(5) == 0)
            {
                contentType = mutator.Mutate(contentType);
            }
            else if (random.Next(10) > 0)
            {
                form = mutator.Mutate(form);
            }

            var body = Convert.ToBase64String(form);
            if (random.Next(20) == 0)
            {
                body = mutator.Mutate(body);
            }

            var answer = await _api.SendAsync(function, body, contentType: contentType, isBase64Encoded: random.Next(30) > 0);
            attack.Count(answer.Status < 400 ? "taken" : "refused");
        });
        Assert.That(attack.Figure("refused"), Is.GreaterThan(0));
    }

    [TestCaseSource(nameof(Functions))]
    public async Task A_form_is_right_without_a_fault(string function)
    {
        var answer = await SendAsync(function, Form(function, Guid.NewGuid() + ExtensionOf(function)));

        Assert.That(answer.Status, Is.LessThan(300), answer.Body);
    }

    [TestCase("moc-file-upload", ".pdf")]
    [TestCase("moc-parts-list-upload", ".csv")]
    public async Task A_long_file_name_is_refused(string function, string extension)
    {
        var name = new string(new Random(1).GetItems<char>("abcdefghijklmnopqrstuvwxyz0123456789", 4_000)) + extension;

        var answer = await SendAsync(function, Form(function, name));

        Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")), answer.Body);
        Assert.That(answer.Body, Does.Contain("255"));
    }

    [TestCase("moc-file-upload", ".pdf")]
    [TestCase("moc-parts-list-upload", ".csv")]
    public async Task A_NUL_in_an_encoded_file_name_is_refused(string function, string extension)
    {
        var form = Encoding.UTF8.GetString(Convert.FromBase64String(Form(function, "plain" + extension).ToBase64()))
            .Replace($"filename=\"plain{extension}\"", $"filename*=UTF-8''a%00{extension}", StringComparison.Ordinal);

        var answer = await _api.SendAsync(
            function, Convert.ToBase64String(Encoding.UTF8.GetBytes(form)), contentType: FormBody.ContentType, isBase64Encoded: true);

        Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")), answer.Body);
        Assert.That(answer.ErrorMessage, Does.Contain("U+0000"));
    }

    private Task<ApiAnswer> SendAsync(string function, FormBody form) =>
        _api.SendAsync(function, form.ToBase64(), contentType: FormBody.ContentType, isBase64Encoded: true);

    private static string ExtensionOf(string function) => function switch
    {
        "moc-file-upload" => ".pdf",
        "moc-parts-list-upload" => ".csv",
        _ => ".png",
    };

    private static FormBody Form(string function, string fileName) => function switch
    {
        "moc-file-upload" => new FormBody().Field("fileType", "instruction").File("file", fileName, "application/pdf", TestApi.Pdf()),
        "moc-parts-list-upload" => new FormBody().File(
            "file", fileName, "text/csv", Encoding.UTF8.GetBytes(PartsFiles.StrictHeader + "3001,Brick,2,Red\n")),
        "gallery-image-upload" => new FormBody().Field("title", "Castle").Field("description", "Big").Field("tags", "[\"a\"]")
            .File("file", fileName, "image/png", GalleryCalls.Png()),
        _ => new FormBody().File("file", fileName, "image/png", Pictures.Png(8, 8)),
    };
}
