using System.Text;
using Lego.Functions.PartsLists.Parsing;
using Lego.Functions.Tests.Parsing;
using Lego.Testing.Attacks;

namespace Lego.Functions.Tests.Attacks;

/// <summary>CSV and XML files with faults, and such as are made to use up memory and time.</summary>
[Category("Attack")]
[Parallelizable]
public sealed class PartsFileAttackTests
{
    private const long Megabyte = 1024 * 1024;

    private static readonly string[] Csv =
    [
        PartsFiles.StrictHeader + "3001,Brick 2x4,2,Red\n3002,\"Brick, \"\"2x3\"\"\",1,Blue\r\n",
        "part,quantity,color,description,category\n3001,5,Red,Brick,Bricks\n",
        "3001,12\n3002,4\n",
    ];

    private static readonly string[] Xml =
    [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><INVENTORY><ITEM><ITEMID>3001</ITEMID><COLOR>5</COLOR><MINQTY>12</MINQTY></ITEM></INVENTORY>",
        "<list><part id='3001' qty='2' name='Brick &amp; more' color_name='Red'/><part qty='2'><id><![CDATA[1]]></id></part></list>",
    ];

    private static readonly string[] Tokens =
    [
        ",", "\"", "\"\"", "\n", "\r", "\r\n", ";", "\t", "\ufeff", "=cmd|' /C calc'!A0", "2147483648", "-1", "1e3", "<", ">", "</", "/>", "<!--", "-->", "<![CDATA[", "]]>",
        "<?xml version='1.1'?>", "<?xml version='1.0' encoding='utf-16'?>", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;", "&#0;", "&#x1F600;", "&#xD800;", "<part>", "</part>",
        "<item id='1' qty='1'/>", " id='1'", " xmlns:p='urn:p'", "p:", " xml:space='preserve'",
    ];

    [Test]
    public async Task A_damaged_file_is_read_or_refused_with_what_is_wrong()
    {
        using var attack = new Attack("input-parts-files");
        await attack.RunAsync(async attackCase =>
        {
            var random = attackCase.Random;
            var isXml = attackCase.Number % 2 == 0;
            var samples = isXml ? Xml : Csv;
            var mutator = new Mutator(random, Tokens);
            var text = samples[random.Next(samples.Length)];
            byte[] content = random.Next(3) switch
            {
                0 => mutator.Mutate(Encoding.UTF8.GetBytes(text)),
                1 => AnyEncoding(random).GetBytes(mutator.Mutate(text)),
                _ => Encoding.UTF8.GetBytes(mutator.Mutate(text, samples[random.Next(samples.Length)])),
            };
            try
            {
                var result = isXml ? await PartsFiles.LenientAsync(content, "a.xml")
                    : random.Next(2) == 0 ? await PartsFiles.LenientAsync(content, "a.csv")
                    : await PartsFiles.StrictAsync(content);
                Check(result);
                attack.Count(result.IsValid ? "read" : "refused");
            }
            catch (Exception exception) when (exception is not AssertionException)
            {
                throw new InvalidOperationException($"The file in base64: {Convert.ToBase64String(content)}", exception);
            }
        });
    }

    [TestCaseSource(nameof(Greedy))]
    public async Task A_file_that_is_made_to_grow_takes_no_more_than_a_few_times_its_size(string fileName, Func<byte[]> make)
    {
        var content = make();
        await PartsFiles.LenientAsync(Encoding.UTF8.GetBytes(fileName.EndsWith("xml", StringComparison.Ordinal) ? Xml[0] : Csv[2]), fileName);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var result = await PartsFiles.LenientAsync(content, fileName).WaitAsync(TimeSpan.FromSeconds(30));

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        TestContext.Out.WriteLine($"{content.Length} bytes, {allocated} allocated, {(result.IsValid ? "read" : result.Errors[0].Message)}");
        Check(result);
        Assert.That(allocated, Is.LessThan((content.Length * 40L) + (8 * Megabyte)));
    }

    private static IEnumerable<TestCaseData> Greedy()
    {
        yield return Named("laughs.xml", "Entities_that_multiply", () => Encoding.UTF8.GetBytes(Laughs(9)));
        yield return Named("blowup.xml", "One_long_entity_many_times", () => Encoding.UTF8.GetBytes(Quadratic()));
        yield return Named("deep.xml", "Elements_nested_deep", () => Repeat("<a>", 500_000));
        yield return Named("parts.xml", "Parts_nested_deep", () => Repeat("<part>", 300_000));
        yield return Named("attributes.xml", "An_element_with_a_hundred_thousand_attributes", () => Encoding.UTF8.GetBytes(Attributes(100_000)));
        yield return Named("names.xml", "A_hundred_thousand_names", () => Encoding.UTF8.GetBytes(Names(100_000)));
        yield return Named("name.xml", "A_name_of_five_megabytes", () => Encoding.UTF8.GetBytes("<l><" + new string('a', 5_000_000) + "/></l>"));
        yield return Named("text.xml", "A_text_of_five_megabytes", () => Encoding.UTF8.GetBytes("<l><part><id>" + new string('a', 5_000_000) + "</id></part></l>"));
        yield return Named("pieces.xml", "A_text_in_a_million_pieces", () => [.. "<l><part><id>"u8, .. Repeat("a<b/>", 1_000_000), .. "</id></part></l>"u8]);
        yield return Named("comments.xml", "A_million_comments", () => [.. "<l>"u8, .. Repeat("<!---->", 1_000_000), .. "</l>"u8]);
        yield return Named("instructions.xml", "A_million_processing_instructions", () => [.. "<l>"u8, .. Repeat("<?a?>", 1_000_000), .. "</l>"u8]);
        yield return Named("before.xml", "A_million_comments_before_the_root", () => [.. Repeat("<!---->", 1_000_000), .. "<l/>"u8]);
        yield return Named("references.xml", "A_million_character_references", () => [.. "<l><part qty='1'><id>"u8, .. Repeat("&#97;", 1_000_000), .. "</id></part></l>"u8]);
        yield return Named("sections.xml", "A_million_CDATA_sections", () => [.. "<l><part qty='1'><id>"u8, .. Repeat("<![CDATA[]]>", 700_000), .. "</id></part></l>"u8]);
        yield return Named("quote.csv", "A_quote_never_closed", () => [.. "3001,\""u8, .. Repeat("a\n", 4_000_000)]);
        yield return Named("quotes.csv", "Nothing_but_quotes", () => Repeat("\"", 8_000_000));
        yield return Named("commas.csv", "Nothing_but_commas", () => Repeat(",", 8_000_000));
        yield return Named("record.csv", "A_record_of_half_a_million_fields", () => Repeat("1,", 500_000));
        yield return Named("lines.csv", "Nothing_but_line_feeds", () => Repeat("\n", 8_000_000));
        yield return Named("nul.csv", "Nothing_but_NUL", () => new byte[8_000_000]);
        yield return Named("rows.csv", "A_million_rows", () => Repeat("3001,1\n", 1_000_000));

        static TestCaseData Named(string fileName, string name, Func<byte[]> make) => new(fileName, make) { TestName = name };
    }

    private static void Check(PartsFileResult result)
    {
        if (result.IsValid)
        {
            Assert.That(result.File.Entries, Has.Count.InRange(1, 10_000));
            Assert.That(result.File.TotalPieceCount, Is.InRange(1, int.MaxValue));
            Assert.That(result.File.Entries, Has.All.Matches<PartsFileEntry>(IsStorable));
        }
        else
        {
            Assert.That(result.Errors, Is.Not.Empty);
            Assert.That(result.Errors, Has.All.Matches<Lego.Lambda.Runtime.Errors.FileError>(error => error.Code.Length > 0 && error.Message.Length is > 0 and < 1_000));
        }
    }

    private static bool IsStorable(PartsFileEntry entry) =>
        entry.Quantity > 0 && !$"{entry.PartNumber}{entry.PartName}{entry.Color}{entry.Category}".Contains('\0', StringComparison.Ordinal)
        && entry.PartNumber.Length is > 0 and <= 255 && entry.Color.Length <= 255;

    private static Encoding AnyEncoding(Random random) => random.Next(6) switch
    {
        0 => Encoding.Unicode,
        1 => Encoding.BigEndianUnicode,
        2 => Encoding.UTF32,
        3 => Encoding.Latin1,
        4 => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
        _ => Encoding.ASCII,
    };

    private static string Laughs(int levels)
    {
        var text = new StringBuilder("<!DOCTYPE l [<!ENTITY a0 'ha'>");
        for (var i = 1; i <= levels; i++)
        {
            text.Append($"<!ENTITY a{i} '{string.Concat(Enumerable.Repeat($"&a{i - 1};", 10))}'>");
        }

        return text.Append($"]><l><part id='1' qty='1' name='&a{levels};'/></l>").ToString();
    }

    private static string Quadratic() =>
        $"<!DOCTYPE l [<!ENTITY a '{new string('a', 50_000)}'>]><l><part id='1' qty='1'><name>{string.Concat(Enumerable.Repeat("&a;", 50_000))}</name></part></l>";

    private static string Attributes(int count) =>
        "<l><part id='1' qty='1' " + string.Join(' ', Enumerable.Range(0, count).Select(i => $"a{i}='1'")) + "/></l>";

    private static string Names(int count) => "<l>" + string.Concat(Enumerable.Range(0, count).Select(i => $"<n{i}/>")) + "</l>";

    private static byte[] Repeat(string text, int times) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, times)));
}
