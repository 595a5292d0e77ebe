using System.Text;
using Lego.Functions.PartsLists.Parsing;

namespace Lego.Functions.Tests.Parsing;

[Parallelizable(ParallelScope.All)]
public sealed class XmlPartsTests
{
    [Test]
    public async Task A_BrickLink_wanted_list_is_read()
    {
        var result = await PartsFiles.XmlAsync(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- made by hand -->
            <INVENTORY>
              <ITEM>
                <ITEMTYPE>P</ITEMTYPE>
                <ITEMID>3001</ITEMID>
                <COLOR>5</COLOR>
                <MINQTY>12</MINQTY>
                <REMARKS>for the &lt;roof&gt;</REMARKS>
              </ITEM>
              <ITEM>
                <ITEMTYPE>P</ITEMTYPE>
                <ITEMID>3622</ITEMID>
                <COLOR>11</COLOR>
                <MINQTY>4</MINQTY>
              </ITEM>
            </INVENTORY>
            """);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Brief(), Is.EqualTo(new[] { "3001 12 5", "3622 4 11" }));
            Assert.That(result.File!.TotalPieceCount, Is.EqualTo(16));
            Assert.That(result.File.FormatName, Is.EqualTo("xml"));
        }
    }

    [TestCase("partNumber", "qty")]
    [TestCase("part_number", "quantity")]
    [TestCase("PARTNO", "COUNT")]
    [TestCase("part_no", "amount")]
    [TestCase("elementId", "MinQty")]
    [TestCase("element_id", "qty")]
    [TestCase("id", "qty")]
    [TestCase("ItemId", "qty")]
    public async Task Values_are_found_under_each_name_as_attribute_and_as_child(string number, string quantity)
    {
        var result = await PartsFiles.XmlAsync(
            $"<list><Part {number}='3001' {quantity}='5'/><PART><{number}>3002</{number}><{quantity}> 6 </{quantity}></PART></list>");

        Assert.That(result.Brief(), Is.EqualTo(new[] { "3001 5 Unknown", "3002 6 Unknown" }));
    }

    [TestCase("description", "category")]
    [TestCase("DESC", "cat")]
    [TestCase("name", "type")]
    [TestCase("itemname", "CategoryName")]
    [TestCase("part_description", "category")]
    public async Task Description_category_and_color_are_read_where_given(string description, string category)
    {
        var result = await PartsFiles.XmlAsync($"<l><part id='1' qty='2' {description}='Brick' {category}='Bricks' color_name='Red'/></l>");

        Assert.That(result.File!.Entries, Is.EqualTo(new[] { new PartsFileEntry("1", "Brick", 2, "Red", "Bricks") }));
    }

    [TestCase("<part id='7' partNumber='1' qty='2'/>", TestName = "The_order_of_names_decides")]
    [TestCase("<part partNumber='1' id='7' qty='2'/>", TestName = "The_order_of_attributes_does_not")]
    [TestCase("<part id='1' qty='2'><partNumber>7</partNumber><quantity>8</quantity></part>", TestName = "Attributes_go_before_children")]
    [TestCase("<part id=' ' qty='2'><id>1</id></part>", TestName = "A_blank_attribute_is_no_value")]
    [TestCase("<part qty='2'><id>7</id><partno>1</partno></part>", TestName = "The_order_of_child_names_decides")]
    [TestCase("<part qty='2'><id>1</id><id>7</id></part>", TestName = "The_first_of_two_equal_children_wins")]
    [TestCase("<part qty='2'><id><![CDATA[1]]></id></part>", TestName = "CDATA_is_text")]
    [TestCase("<part qty='2'><a><id>7</id></a><id>1</id></part>", TestName = "Grandchildren_are_no_values")]
    [TestCase("<p:part xmlns:p='urn:p' p:id='1'><p:qty>2</p:qty></p:part>", TestName = "Prefixes_do_not_matter")]
    [TestCase("<item id='7' qty='9'/><part id='1' qty='2'/><element id='8' qty='1'/>", TestName = "Parts_go_before_items")]
    [TestCase("<item id='x' qty='none'><part id='1' qty='2'/></item>", TestName = "Parts_go_before_what_encloses_them")]
    [TestCase("<element id='7' qty='9'/><item id='1' qty='2'/><piece/>", TestName = "Items_go_before_pieces_and_elements")]
    [TestCase("<element id='7' qty='9'/><a><b><Piece id='1' qty='2'/></b></a>", TestName = "Pieces_go_before_elements")]
    [TestCase("<ELEMENT id='1' qty='2'/>", TestName = "Elements_come_last")]
    public async Task Values_are_looked_up_in_order(string content)
    {
        Assert.That((await PartsFiles.XmlAsync($"<list>{content}</list>")).Brief(), Is.EqualTo(new[] { "1 2 Unknown" }));
    }

    [Test]
    public async Task Parts_inside_parts_are_parts_of_their_own()
    {
        var result = await PartsFiles.XmlAsync("<l><part id='1' qty='1'><part id='2' qty='2'><name>in</name></part><name>out</name></part></l>");

        Assert.That(result.File!.Entries.Select(entry => entry.PartNumber + entry.PartName), Is.EquivalentTo(new[] { "1out", "2in" }));
    }

    [Test]
    public async Task An_error_carries_the_number_of_its_element()
    {
        var result = await PartsFiles.XmlAsync("<l>\n\n<part id='1' qty='1'/><part qty='x'/>\n<part id='3'/></l>");

        Assert.That(
            result.Errors.Select(error => (error.Code, error.Line, error.Column)),
            Is.EqualTo(new (string, int?, int?)[] { ("VALIDATION_ERROR", 2, null), ("PARSING_ERROR", 2, null), ("VALIDATION_ERROR", 3, null) }));
    }

    [Test]
    public async Task Ten_thousand_entries_are_read_and_one_more_is_refused()
    {
        var items = string.Concat(Enumerable.Repeat("<item id='1' qty='2'/>", 10_000));

        var full = await PartsFiles.XmlAsync($"<l>{items}</l>");
        var error = (await PartsFiles.XmlAsync($"<l>{items}<item/></l>")).Error();
        var best = await PartsFiles.XmlAsync($"<l>{items}<item/><part id='1' qty='3'/></l>");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(full.File!.TotalPieceCount, Is.EqualTo(20_000));
            Assert.That((error.Code, error.Line), Is.EqualTo(("TOO_MANY_ROWS", 10_001)));
            Assert.That(best.Brief(), Is.EqualTo(new[] { "1 3 Unknown" }), "they were no parts");
        }
    }

    [TestCase("<list/>")]
    [TestCase("<list><brick id='1' qty='2'/></list>")]
    public async Task A_document_without_known_elements_has_no_parts(string text)
    {
        Assert.That((await PartsFiles.XmlAsync(text)).Error().Code, Is.EqualTo("NO_PARTS_FOUND"));
    }

    [TestCase("")]
    [TestCase(" \r\n")]
    public async Task An_empty_file_is_empty(string text)
    {
        Assert.That((await PartsFiles.XmlAsync(text)).Error().Code, Is.EqualTo("EMPTY_FILE"));
    }

    [TestCase("3001,5,Red")]
    [TestCase("<list><part id='1' qty='2'></list>")]
    [TestCase("<list><part id='1' qty='2'/>")]
    [TestCase("<list><part id='1' qty='2'/></list><list/>")]
    [TestCase("<list><part id='&#0;' qty='2'/></list>")]
    [TestCase("<list><part id='&unknown;' qty='2'/></list>")]
    [TestCase("<?xml version='1.0' encoding='klingon'?><list/>")]
    [TestCase("<?xml version='1.0' encoding='utf-7'?><list/>")]
    [TestCase("<?xml version='1.0' encoding='utf-16'?><list/>")]
    public async Task A_broken_document_is_refused(string text)
    {
        Assert.That((await PartsFiles.XmlAsync(text)).Error().Code, Is.EqualTo("XML_PARSE_ERROR"));
    }

    [Test]
    public async Task A_broken_document_is_refused_with_the_place_in_the_text()
    {
        var error = (await PartsFiles.XmlAsync("<list>\n  <part></list>")).Error();

        Assert.That(error.Message, Does.Contain("line 2 of the text, position 11"));
    }

    [Test]
    public async Task Bytes_that_are_not_in_the_declared_encoding_are_refused()
    {
        var error = (await PartsFiles.LenientAsync([.. "<l><part id='1' qty='1' name='"u8, 0xe9, .. "'/></l>"u8], "parts.xml")).Error();

        Assert.That(error.Code, Is.EqualTo("XML_PARSE_ERROR"));
    }

    [Test]
    public async Task UTF16_with_a_mark_is_XML_too()
    {
        var result = await PartsFiles.LenientAsync([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("<l><part id='1' qty='2'/></l>")], "parts.xml");

        Assert.That(result.Brief(), Is.EqualTo(new[] { "1 2 Unknown" }));
    }
}
