using System.Globalization;
using System.Text;
using Lego.Functions.PartsLists.Parsing;

namespace Lego.Functions.Tests.Parsing;

[Parallelizable(ParallelScope.All)]
public sealed class StrictCsvTests
{
    [TestCase("Part ID,Part Name,Quantity,Color")]
    [TestCase("part_id,PART-NAME,qty,colour")]
    public async Task The_four_columns_are_found_by_the_same_names(string header)
    {
        var result = await PartsFiles.StrictAsync(header + "\n3001,Brick 2 x 4,5,Red\n");

        Assert.That(result.File!.Entries, Is.EqualTo(new[] { new PartsFileEntry("3001", "Brick 2 x 4", 5, "Red", null) }));
    }

    [Test]
    public async Task Columns_may_stand_in_any_order_beside_others()
    {
        var result = await PartsFiles.StrictAsync("\uFEFFColor,Weight,Category,Quantity,Part ID,Part Name\r\nRed,2 g,Bricks,5,3001,Brick\r\n");

        Assert.That(result.File!.Entries, Is.EqualTo(new[] { new PartsFileEntry("3001", "Brick", 5, "Red", "Bricks") }));
    }

    [TestCase("Part Name,Quantity,Color", "part number")]
    [TestCase("Part ID,Quantity,Color", "part name")]
    [TestCase("Part ID,Part Name,Color", "quantity")]
    [TestCase("Part ID,Part Name,Quantity", "color")]
    [TestCase("3001,Brick,5,Red", "part number, part name, quantity, color")]
    public async Task A_header_with_all_columns_is_required(string header, string missing)
    {
        var error = (await PartsFiles.StrictAsync(header + "\na,b,1,d\n")).Error();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((error.Code, error.Line), Is.EqualTo(("CSV_PARSE_ERROR", 1)));
            Assert.That(error.Message, Does.EndWith($": {missing}."));
        }
    }

    [TestCase(",Brick,5,Red", "VALIDATION_ERROR", 1)]
    [TestCase("3001,,5,Red", "VALIDATION_ERROR", 2)]
    [TestCase("3001,Brick,,Red", "VALIDATION_ERROR", 3)]
    [TestCase("3001,Brick,five,Red", "PARSING_ERROR", 3)]
    [TestCase("3001,Brick,0,Red", "VALIDATION_ERROR", 3)]
    [TestCase("3001,Brick,5,  ", "VALIDATION_ERROR", 4)]
    [TestCase("3001,Brick,5", "VALIDATION_ERROR", 4)]
    public async Task All_four_values_are_required_and_the_first_error_is_the_only_one(string row, string code, int column)
    {
        var error = (await PartsFiles.StrictAsync($"{PartsFiles.StrictHeader}3001,Brick,5,Red\n\n{row}\n,,,\n")).Error();

        Assert.That((error.Code, error.Line, error.Column), Is.EqualTo((code, 3, column)));
    }

    [Test]
    public async Task Nothing_after_the_first_error_is_read()
    {
        var filler = string.Concat(Enumerable.Repeat("3001,Brick,1,Red\n", 100_000));
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(PartsFiles.StrictHeader + ",,,\n" + filler));

        var result = await PartsFileParser.ParseStrictAsync(content, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Errors, Has.Count.EqualTo(1));
            Assert.That(content.Position, Is.LessThan(content.Length / 2));
        }
    }

    [TestCase("")]
    [TestCase(PartsFiles.StrictHeader)]
    public async Task A_file_without_rows_is_empty(string text)
    {
        Assert.That((await PartsFiles.StrictAsync(text)).Error().Code, Is.EqualTo("EMPTY_FILE"));
    }

    [Test]
    public async Task Ten_thousand_rows_are_read_and_one_more_is_refused()
    {
        var text = new StringBuilder(PartsFiles.StrictHeader);
        for (var i = 0; i < 10_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{i},Brick,1,Red\n");
        }

        var full = await PartsFiles.StrictAsync(text.ToString());
        var error = (await PartsFiles.StrictAsync(text.Append("x,Brick,1,Red\n").ToString())).Error();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(full.File!.TotalPieceCount, Is.EqualTo(10_000));
            Assert.That((error.Code, error.Line), Is.EqualTo(("TOO_MANY_ROWS", 10_002)));
        }
    }
}
