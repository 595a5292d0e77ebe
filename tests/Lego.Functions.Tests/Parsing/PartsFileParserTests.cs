using System.Text;
using CsCheck;
using Lego.Functions.PartsLists.Parsing;
using Lego.Lambda.Testing;

namespace Lego.Functions.Tests.Parsing;

[Parallelizable(ParallelScope.All)]
public sealed class PartsFileParserTests
{
    private const int Megabyte = 1024 * 1024;

    [TestCase("parts.csv", "text/csv")]
    [TestCase("PARTS.CSV", "application/csv")]
    [TestCase("parts.txt", "text/plain")]
    [TestCase("parts.csv", "Application/Octet-Stream")]
    [TestCase("parts.csv", "application/json")]
    public async Task Csv_is_read_from_files_of_its_types(string fileName, string contentType)
    {
        var result = await PartsFiles.LenientAsync("3001,5"u8.ToArray(), fileName, contentType);

        Assert.That(result.Brief(), Is.EqualTo(new[] { "3001 5 Unknown" }));
    }

    [TestCase("parts.xml", "application/xml")]
    [TestCase("parts.Xml", "text/xml")]
    public async Task Xml_is_read_from_files_of_its_types(string fileName, string contentType)
    {
        var result = await PartsFiles.LenientAsync("<part id='3001' qty='5'/>"u8.ToArray(), fileName, contentType);

        Assert.That(result.Brief(), Is.EqualTo(new[] { "3001 5 Unknown" }));
    }

    [TestCase("parts.xlsx", "application/octet-stream", "INVALID_FILE_TYPE")]
    [TestCase("parts", "text/csv", "INVALID_FILE_TYPE")]
    [TestCase("parts.csv", "image/png", "INVALID_MIME_TYPE")]
    [TestCase("parts.json", "application/json", "UNSUPPORTED_FORMAT")]
    [TestCase("parts.exe", "application/x-msdownload", "INVALID_FILE_TYPE", "INVALID_MIME_TYPE")]
    public async Task Other_types_are_refused_without_reading(string fileName, string contentType, params string[] codes)
    {
        using var content = new MemoryStream("3001,5"u8.ToArray());

        var result = await PartsFileParser.ParseLenientAsync(content, fileName, contentType, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Errors.Select(error => error.Code), Is.EqualTo(codes));
            Assert.That(content.Position, Is.Zero);
        }
    }

    [TestCase("parts.csv", "3001,5\n", "\n")]
    [TestCase("parts.xml", "<part id='3001' qty='5'/>", " ")]
    public async Task Ten_megabytes_are_read_and_one_byte_more_is_refused(string fileName, string start, string filler)
    {
        var content = Encoding.UTF8.GetBytes(start + new string(filler[0], (10 * Megabyte) - start.Length));

        var full = await PartsFiles.LenientAsync(content, fileName);
        var error = (await PartsFiles.LenientAsync([.. content, (byte)filler[0]], fileName)).Error();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(full.Brief(), Is.EqualTo(new[] { "3001 5 Unknown" }));
            Assert.That(error.Code, Is.EqualTo("FILE_TOO_LARGE"));
            Assert.That(error.Message, Does.Contain("10 MB"));
        }
    }

    [Test]
    public async Task Of_a_strict_file_that_is_too_large_no_more_is_read_than_the_limit()
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(new string('\n', 30 * Megabyte)));

        var error = (await PartsFileParser.ParseStrictAsync(content, CancellationToken.None)).Error();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Code, Is.EqualTo("FILE_TOO_LARGE"));
            Assert.That(content.Position, Is.LessThan(11 * Megabyte));
        }
    }

    [Test]
    public async Task The_stream_stays_open()
    {
        using var csv = new MemoryStream("3001,5"u8.ToArray());
        using var xml = new MemoryStream("<part id='3001' qty='5'/>"u8.ToArray());

        await PartsFileParser.ParseLenientAsync(csv, "a.csv", "text/csv", CancellationToken.None);
        await PartsFileParser.ParseLenientAsync(xml, "a.xml", "text/xml", CancellationToken.None);

        Assert.That(csv.CanRead && xml.CanRead, Is.True);
    }

    [Test]
    public void A_cancelled_token_ends_the_reading([Values("a.csv", "a.xml")] string fileName)
    {
        using var content = new MemoryStream("<part id='3001' qty='5'/>"u8.ToArray());

        Assert.That(
            () => PartsFileParser.ParseLenientAsync(content, fileName, "text/plain", new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());
    }

    [TestCase("3001,5\n3002,6\n", 2, 0)]
    [TestCase("3001,x\n", 0, 1)]
    public async Task The_trace_tells_rows_and_errors(string text, int rows, int errors)
    {
        using var host = new TestHost();

        var run = await host.InvokeAsync((_, _) => PartsFiles.CsvAsync(text));

        run.Trace.Has("parts:parse").WithMetadata("rows", rows).WithMetadata("errors", errors);
    }

    private static IEnumerable<TestCaseData<string>> HostileDocuments()
    {
        yield return Named(
            """
            <!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
            <l><part id="&c;" qty="1"/></l>
            """,
            "billion laughs");
        yield return Named("<!DOCTYPE l [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><l><part id='1' qty='1'><name>&x;</name></part></l>", "external entity");
        yield return Named("<!DOCTYPE l SYSTEM 'http://127.0.0.1:9/x.dtd'><l><part id='1' qty='1'/></l>", "external DTD");
        yield return Named("<!DOCTYPE l [<!ENTITY % x SYSTEM \"file:///etc/passwd\"> %x;]><l/>", "parameter entity");
        yield return Named(string.Concat(Enumerable.Repeat("<part>", 500_000)), "depth");
        yield return Named($"<part {string.Concat(Enumerable.Range(0, 100_000).Select(i => $"a{i}='' "))}/>", "attributes");
        yield return Named($"<l>{string.Concat(Enumerable.Range(0, 100_000).Select(i => $"<a{i}/>"))}</l>", "names");

        static TestCaseData<string> Named(string text, string name) => new(text) { TestName = $"A_hostile_document_is_refused({name})" };
    }

    [TestCaseSource(nameof(HostileDocuments))]
    public async Task A_hostile_document_is_refused(string text)
    {
        var error = (await PartsFiles.XmlAsync(text)).Error();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Code, Is.EqualTo("XML_PARSE_ERROR"));
            Assert.That(error.Message, Does.Not.Contain("root:").And.Not.Contain("127.0.0.1"));
        }
    }

    [Test]
    public async Task A_record_that_never_ends_is_refused_before_it_fills_the_memory()
    {
        var error = (await PartsFiles.CsvAsync("3001,5\n\"" + new string('x', 9 * Megabyte))).Error();

        Assert.That((error.Code, error.Line), Is.EqualTo(("CSV_PARSE_ERROR", 2)));
    }

    [Test]
    public void No_bytes_make_a_reader_throw()
    {
        Gen.Select(Gen.Byte.Array[0, 200], Gen.OneOf("a.csv", "a.xml"))
            .Sample((bytes, name) => HasOneOutcome(bytes, name), iter: 3_000);
    }

    [Test]
    public void No_mixture_of_csv_makes_a_reader_throw()
    {
        Gen.OneOf(",", "\"", "\n", "\r\n", "\r", " ", "\t", "3001", "5", "0", "-1", "part", "Quantity", "Color", "name", "é", "\0", "\uFEFF", "\"\"", ";", "'")
            .Array[0, 60]
            .Sample(pieces => HasOneOutcome(Encoding.UTF8.GetBytes(string.Concat(pieces)), "a.csv"), iter: 5_000);
    }

    [Test]
    public void No_mixture_of_xml_makes_a_reader_throw()
    {
        Gen.OneOf("<part>", "</part>", "<item", "/>", ">", "</item>", "<element id='1' qty='2'>", "</element>", "<id>", "</id>", "<qty>", "5", "</qty>", " id='3'", " qty=\"4\"", "<![CDATA[", "]]>", "<!--", "-->", "<?a", "?>", "&amp;", "&#1;", "<!DOCTYPE a>", "xmlns:a='b'", "<a:part>")
            .Array[0, 40]
            .Sample(pieces => HasOneOutcome(Encoding.UTF8.GetBytes("<l>" + string.Concat(pieces) + "</l>"), "a.xml"), iter: 5_000);
    }

    private static bool HasOneOutcome(byte[] content, string fileName)
    {
        // The streams are in memory, so the parser never waits and has finished when it returns.
        var lenient = PartsFiles.LenientAsync(content, fileName).GetAwaiter().GetResult();
        var strict = PartsFiles.StrictAsync(content).GetAwaiter().GetResult();
        return IsSound(lenient, 100) && IsSound(strict, 1);
    }

    private static bool IsSound(PartsFileResult result, int maxErrors) =>
        result.IsValid
            ? result.Errors.Count == 0
                && result.File.Entries.Count > 0
                && result.File.TotalPieceCount == result.File.Entries.Sum(entry => (long)entry.Quantity)
                && result.File.Entries.All(entry => entry.Quantity > 0 && entry.PartNumber.Trim() is { Length: > 0 } number && number == entry.PartNumber && entry.Color.Length > 0)
            : result.Errors.Count >= 1 && result.Errors.Count <= maxErrors;
}
