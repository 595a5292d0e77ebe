using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using static Lego.Lambda.Runtime.Tests.Tracing.Metadata.Snapshots;

namespace Lego.Lambda.Runtime.Tests.Tracing.Metadata;

[Parallelizable(ParallelScope.All)]
public sealed class MetadataScalarTests
{
    [TestCaseSource(nameof(Scalars))]
    public void A_scalar_is_written_as_what_it_is(object? value, string expected) => Assert.That(Of(value), Is.EqualTo(expected));

    [TestCase(4111111111111111L)]
    [TestCase(4111111111111111UL)]
    public void A_card_number_is_redacted_also_as_a_number(object number) => Assert.That(Of(number), Is.EqualTo("\"[redacted]\""));

    [Test]
    public void A_card_number_is_redacted_also_as_a_number_in_JSON()
    {
        var node = JsonNode.Parse("""{"paid":4111111111111111,"large":1e999,"time":1763851234567}""");

        Assert.That(Of(node), Is.EqualTo("""{"paid":"[redacted]","large":1e999,"time":1763851234567}"""));
    }

    [TestCaseSource(nameof(Opaque))]
    public void What_must_not_be_looked_into_is_named(object value, string expected) => Assert.That(Of(value), Is.EqualTo(expected));

    [Test]
    public void Text_of_any_kind_comes_out_as_valid_JSON()
    {
        const string Text = "tab\t null\0 quote\" slash\\ <b>&'+ ü 字 🏰 \u2028 half\ud83d";

        Assert.That(Plain(Of(Text)), Is.EqualTo(Text.Replace('\ud83d', '\ufffd')));
    }

    [Test]
    public void A_snapshot_is_ASCII() => Assert.That(Of("ü 字 🏰").All(char.IsAscii), Is.True);

    [Test]
    public void A_time_zone_or_culture_is_its_name()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Of(TimeZoneInfo.Utc), Does.Contain("UTC"));
            Assert.That(Of(CultureInfo.GetCultureInfo("")), Is.EqualTo("\"\""));
        }
    }

    [Test]
    public void A_JSON_value_that_holds_an_object_is_written_as_the_object()
    {
        var node = JsonValue.Create(new Brick("red", 8), SampleJson.Default.Brick);

        Assert.That(Of(node), Is.EqualTo("""{"Color":"red","Studs":8}"""));
    }

    [Test]
    public void An_element_of_a_document_that_is_gone_is_a_mark()
    {
        var document = JsonDocument.Parse("""{"a":"b"}""");
        var root = document.RootElement;
        var text = root.GetProperty("a");
        document.Dispose();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Of(root), Is.EqualTo("\"[threw ObjectDisposedException]\""));
            Assert.That(Of(text), Is.EqualTo("\"[threw ObjectDisposedException]\""));
            Assert.That(Of(document), Is.EqualTo("\"[threw ObjectDisposedException]\""));
            Assert.That(Of(default(JsonElement)), Is.EqualTo("\"[threw InvalidOperationException]\""));
        }
    }

    private static IEnumerable<object?[]> Scalars =>
    [
        [null, "null"],
        ["text", "\"text\""],
        ["", "\"\""],
        [true, "true"],
        ['x', "\"x\""],
        [1, "1"],
        [(byte)1, "1"],
        [(sbyte)-1, "-1"],
        [(ushort)1, "1"],
        [1u, "1"],
        [-5L, "-5"],
        [long.MaxValue, "9223372036854775807"],
        [ulong.MaxValue, "18446744073709551615"],
        [(nint)3, "3"],
        [1.5, "1.5"],
        [1.5f, "1.5"],
        [(Half)1.5, "1.5"],
        [1.10m, "1.10"],
        [decimal.MinValue, "-79228162514264337593543950335"],
        [double.NaN, "\"NaN\""],
        [double.PositiveInfinity, "\"Infinity\""],
        [float.NegativeInfinity, "\"-Infinity\""],
        [Half.NaN, "\"NaN\""],
        [Int128.MaxValue, "\"170141183460469231731687303715884105727\""],
        [new BigInteger(12), "\"12\""],
        [BigInteger.Pow(10, 1_000_000), "\"[3321929 bits]\""],
        [new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), "\"2026-01-02T03:04:05Z\""],
        [new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(-2)), "\"2026-01-02T03:04:05-02:00\""],
        [new DateOnly(2026, 1, 2), "\"2026-01-02\""],
        [new TimeOnly(3, 4), "\"03:04:00.0000000\""],
        [TimeSpan.FromSeconds(90), "\"00:01:30\""],
        [Guid.Empty, "\"00000000-0000-0000-0000-000000000000\""],
        [new Uri("https://lego:br1ck-t0wer@db/x?page=1"), "\"https://[redacted]@db/x?page=1\""],
        [new Uri("/x", UriKind.Relative), "\"/x\""],
        [DayOfWeek.Friday, "\"Friday\""],
        [FileAccess.ReadWrite, "\"ReadWrite\""],
        [(DayOfWeek)77, "\"77\""],
        [new Version(1, 2), "\"1.2\""],
        [IPAddress.Loopback, "\"127.0.0.1\""],
        [new StringBuilder("built"), "\"built\""],
        [new byte[1234], "\"[1234 bytes]\""],
        [new ReadOnlyMemory<byte>(new byte[5]), "\"[5 bytes]\""],
        [new Memory<byte>(new byte[6]), "\"[6 bytes]\""],
        [new ArraySegment<byte>(new byte[7]), "\"[7 bytes]\""],
        [JsonValue.Create(3), "3"],
        [JsonValue.Create("Password=br1ck-t0wer"), "\"Password=[redacted]\""],
        [JsonElement.Parse("false"), "false"],
    ];

    private static IEnumerable<object[]> Opaque =>
    [
        [new MemoryStream(), "\"[stream MemoryStream]\""],
        [typeof(List<int>), "\"[type List]\""],
        [typeof(string).Assembly, "\"[reflection RuntimeAssembly]\""],
        [new Func<int>(() => 1), "\"[delegate Func]\""],
        [Task.CompletedTask, "\"[task Task]\""],
        [Task.FromException(new InvalidOperationException()), "\"[task Task]\""],
        [new ValueTask<int>(new TaskCompletionSource<int>().Task), "\"[task ValueTask]\""],
        [new Lazy<int>(() => throw new InvalidOperationException()), "\"[lazy Lazy]\""],
        [new[] { 1 }.AsQueryable(), "\"[database EnumerableQuery]\""],
        [CancellationToken.None, "\"[synchronization CancellationToken]\""],
    ];
}
