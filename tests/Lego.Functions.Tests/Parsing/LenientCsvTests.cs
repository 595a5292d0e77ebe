using System.Globalization;
using System.Text;
using Lego.Functions.PartsLists.Parsing;

namespace Lego.Functions.Tests.Parsing;

[Parallelizable(ParallelScope.All)]
public sealed class LenientCsvTests
{
    [Test]
    public async Task A_file_without_header_has_number_quantity_color_and_description_in_this_order()
    {
        var result = await PartsFiles.CsvAsync("3001,5,Red,Plate 2 x 4\n3002,1\n");

        Assert.That(
            result.File!.Entries,
            Is.EqualTo(new[]
            {
                new PartsFileEntry("3001", "Plate 2 x 4", 5, "Red", null),
                new PartsFileEntry("3002", "3002", 1, "Unknown", null),
            }));
        Assert.That(result.File.TotalPieceCount, Is.EqualTo(6));
        Assert.That(result.File.FormatName, Is.EqualTo("csv"));
    }

    [TestCase("part,qty")]
    [TestCase("Part ID,Quantity")]
    [TestCase("PART_NUMBER,Count")]
    [TestCase("part-no,AMOUNT")]
    [TestCase("Element Id,Qty")]
    [TestCase(" part number , quantity ")]
    [TestCase("\"Part Id\",\"Quantity\"")]
    public async Task A_header_names_its_columns_in_any_case_and_with_any_separator(string header)
    {
        var result = await PartsFiles.CsvAsync(header + "\n3001,5\n");

        Assert.That(result.Brief(), Is.EqualTo(new[] { "3001 5 Unknown" }));
    }

    [TestCase("Color", "Red", nameof(PartsFileEntry.Color))]
    [TestCase("colour", "Red", nameof(PartsFileEntry.Color))]
    [TestCase("Part_Color", "Red", nameof(PartsFileEntry.Color))]
    [TestCase("Color Name", "Red", nameof(PartsFileEntry.Color))]
    [TestCase("Description", "Plate", nameof(PartsFileEntry.PartName))]
    [TestCase("DESC", "Plate", nameof(PartsFileEntry.PartName))]
    [TestCase("part description", "Plate", nameof(PartsFileEntry.PartName))]
    [TestCase("name", "Plate", nameof(PartsFileEntry.PartName))]
    [TestCase("Part-Name", "Plate", nameof(PartsFileEntry.PartName))]
    [TestCase("category", "Bricks", nameof(PartsFileEntry.Category))]
    [TestCase("cat", "Bricks", nameof(PartsFileEntry.Category))]
    [TestCase("Type", "Bricks", nameof(PartsFileEntry.Category))]
    [TestCase("part category", "Bricks", nameof(PartsFileEntry.Category))]
    public async Task Each_accepted_header_fills_its_field(string header, string value, string member)
    {
        var result = await PartsFiles.CsvAsync($"{header},Quantity,Weight,Part\n{value},2,9 g,3001\n");

        var expected = new PartsFileEntry("3001", "3001", 2, "Unknown", null);
        expected = member switch
        {
            nameof(PartsFileEntry.Color) => expected with { Color = value },
            nameof(PartsFileEntry.PartName) => expected with { PartName = value },
            _ => expected with { Category = value },
        };
        Assert.That(result.File!.Entries, Is.EqualTo(new[] { expected }));
    }

    [Test]
    public async Task Of_two_columns_for_one_field_the_first_wins()
    {
        var result = await PartsFiles.CsvAsync("Element ID,Part ID,Quantity,Count,Color\n1,2,3,4,Red\n");

        Assert.That(result.Brief(), Is.EqualTo(new[] { "1 3 Red" }));
    }

    [Test]
    public async Task A_header_without_a_required_column_is_refused()
    {
        var error = (await PartsFiles.CsvAsync("Color,Quantity\nRed,1\n")).Error();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Code, Is.EqualTo("CSV_PARSE_ERROR"));
            Assert.That(error.Line, Is.EqualTo(1));
            Assert.That(error.Message, Does.Contain("part number"));
        }
    }

    [Test]
    public async Task Quoted_values_may_hold_commas_quotes_and_line_breaks()
    {
        var result = await PartsFiles.CsvAsync("3001,2,\"Red, dark\",\"a \"\"big\"\"\r\nbrick\"\r\n3002,x,Red\r\n");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Errors, Has.Count.EqualTo(1));
            Assert.That(result.Errors[0].Line, Is.EqualTo(2), "records are counted, not lines");
        }

        var valid = await PartsFiles.CsvAsync("3001,2,\"Red, dark\",\"a \"\"big\"\"\r\nbrick\"\r\n");
        Assert.That(valid.File!.Entries, Is.EqualTo(new[] { new PartsFileEntry("3001", "a \"big\"\r\nbrick", 2, "Red, dark", null) }));
    }

    [TestCase("\uFEFFPart,Qty\n3001,5\n")]
    [TestCase("\uFEFF\"Part\",Qty\n3001,5\n")]
    [TestCase("\uFEFF3001,5\n")]
    [TestCase("3001,5")]
    [TestCase("3001,5\r\n")]
    [TestCase("\r\n\n3001,5\n\n\r\n")]
    [TestCase("  \n3001,5\n\t\n")]
    [TestCase(" 3001 , 5 \n")]
    [TestCase("\" 3001 \",\" 5\"\n")]
    [TestCase("3001,005\n")]
    public async Task Byte_order_marks_line_ends_blank_lines_and_white_space_make_no_difference(string text)
    {
        Assert.That((await PartsFiles.CsvAsync(text)).Brief(), Is.EqualTo(new[] { "3001 5 Unknown" }));
    }

    [Test]
    public async Task Repeated_parts_stay_separate()
    {
        var result = await PartsFiles.CsvAsync("3001,1,Red\n3001,2,Red\n");

        Assert.That(result.Brief(), Is.EqualTo(new[] { "3001 1 Red", "3001 2 Red" }));
    }

    [TestCase("0", "VALIDATION_ERROR")]
    [TestCase("2147483648", "VALIDATION_ERROR")]
    [TestCase("99999999999999999999999", "VALIDATION_ERROR")]
    [TestCase("", "VALIDATION_ERROR")]
    [TestCase("-1", "PARSING_ERROR")]
    [TestCase("+1", "PARSING_ERROR")]
    [TestCase("1.0", "PARSING_ERROR")]
    [TestCase("1e3", "PARSING_ERROR")]
    [TestCase("0x10", "PARSING_ERROR")]
    [TestCase("ten", "PARSING_ERROR")]
    [TestCase("١٢", "PARSING_ERROR")]
    public async Task A_quantity_is_a_whole_number_from_1_in_digits(string quantity, string code)
    {
        var error = (await PartsFiles.CsvAsync($"Color,Part,Qty\nRed,3001,{quantity}\n")).Error();

        Assert.That((error.Code, error.Line, error.Column), Is.EqualTo((code, 2, 3)));
    }

    [Test]
    public async Task The_largest_quantity_is_read_and_a_larger_sum_is_refused()
    {
        var largest = await PartsFiles.CsvAsync("3001,2147483647\n");
        var sum = (await PartsFiles.CsvAsync("3001,2147483647\n3002,1\n")).Error();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(largest.File!.TotalPieceCount, Is.EqualTo(int.MaxValue));
            Assert.That((sum.Code, sum.Line), Is.EqualTo(("VALIDATION_ERROR", (int?)null)));
        }
    }

    [Test]
    public async Task All_errors_are_told_in_order_and_no_entry_survives()
    {
        var result = await PartsFiles.CsvAsync("Part,Qty\n3001,1\n,x\n3002,0\n3003\n3004,4\n");

        Assert.That(
            result.Errors.Select(error => (error.Code, error.Line, error.Column)),
            Is.EqualTo(new (string, int?, int?)[]
            {
                ("VALIDATION_ERROR", 3, 1),
                ("PARSING_ERROR", 3, 2),
                ("VALIDATION_ERROR", 4, 2),
                ("VALIDATION_ERROR", 5, 2),
            }));
        Assert.That(result.File, Is.Null);
    }

    [Test]
    public async Task The_first_100_errors_are_returned()
    {
        var result = await PartsFiles.CsvAsync(string.Concat(Enumerable.Range(1, 150).Select(i => $"p{i},0\n")));

        Assert.That(result.Errors.Select(error => error.Line), Is.EqualTo(Enumerable.Range(1, 100).Select(i => (int?)i)));
    }

    [TestCase("ok,1\na,\"b\"c\n", 2)]
    [TestCase("ok,1\na\"b,1\n", 2)]
    [TestCase("ok,1\n\nok,1\n\"never closed,1\n", 3)]
    [TestCase("\"", 1)]
    public async Task Broken_quoting_is_refused_with_its_record(string text, int line)
    {
        var error = (await PartsFiles.CsvAsync(text)).Error();

        Assert.That((error.Code, error.Line), Is.EqualTo(("CSV_PARSE_ERROR", line)));
    }

    [Test]
    public async Task Row_errors_before_broken_quoting_are_told_too()
    {
        var result = await PartsFiles.CsvAsync("3001,x\n\"never closed,1\n");

        Assert.That(result.Errors.Select(error => (error.Code, error.Line)), Is.EqualTo(new (string, int?)[] { ("PARSING_ERROR", 1), ("CSV_PARSE_ERROR", 2) }));
    }

    private static IEnumerable<TestCaseData<byte[], int>> ForeignBytes()
    {
        const string Text = "3001,5,Red\n";
        yield return Named([.. "3001,5,Red\n3002,5,"u8, 0xe9, (byte)'\n'], 2, "Latin 1");
        yield return Named([.. "3001,5,Red\n3002,5,Re\0d\n"u8], 2, "NUL character");
        yield return Named([.. "3001,5,"u8, 0xed, 0xa0, 0x80], 1, "surrogate");
        yield return Named([.. "3001,5,"u8, 0xc3], 1, "cut off character");
        yield return Named([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Text)], 1, "UTF-16");
        yield return Named([.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Text)], 1, "UTF-16, big endian");
        yield return Named([.. Encoding.UTF32.Preamble, .. Encoding.UTF32.GetBytes(Text)], 1, "UTF-32");
        yield return Named(Encoding.Unicode.GetBytes(Text), 1, "UTF-16 without mark");

        static TestCaseData<byte[], int> Named(byte[] content, int line, string name) => new(content, line) { TestName = $"Bytes_that_are_no_UTF8_text_are_refused({name})" };
    }

    [TestCaseSource(nameof(ForeignBytes))]
    public async Task Bytes_that_are_no_UTF8_text_are_refused(byte[] content, int line)
    {
        var error = (await PartsFiles.LenientAsync(content, "parts.csv")).Error();

        Assert.That((error.Code, error.Line), Is.EqualTo(("CSV_PARSE_ERROR", line)));
    }

    [TestCase("")]
    [TestCase("\uFEFF")]
    [TestCase("\n\r\n  \n")]
    [TestCase("Part,Quantity\n")]
    public async Task A_file_without_entries_is_empty(string text)
    {
        Assert.That((await PartsFiles.CsvAsync(text)).Error().Code, Is.EqualTo("EMPTY_FILE"));
    }

    [Test]
    public async Task Ten_thousand_entries_are_read_and_one_more_is_refused([Values] bool hasHeader)
    {
        var text = new StringBuilder(hasHeader ? "Part,Quantity,Color,Description\n" : "");
        for (var i = 0; i < 10_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{i},{i + 1},Red,\"Brick {i}, big\"\n");
        }

        var full = await PartsFiles.CsvAsync(text.ToString());
        var error = (await PartsFiles.CsvAsync(text.Append("x,1\n").ToString())).Error();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(full.File!.Entries, Has.Count.EqualTo(10_000));
            Assert.That(full.File.TotalPieceCount, Is.EqualTo(50_005_000));
            Assert.That(full.File.Entries[^1], Is.EqualTo(new PartsFileEntry("9999", "Brick 9999, big", 10_000, "Red", null)));
            Assert.That((error.Code, error.Line), Is.EqualTo(("TOO_MANY_ROWS", hasHeader ? 10_002 : 10_001)));
        }
    }
}
