using System.Text.Json.Nodes;
using CsCheck;
using Lego.TraceConsole.Tests.Store;

namespace Lego.TraceConsole.Tests.Filters;

/// <summary>Documents of traces that share few names and values, so that conditions on these are often true.</summary>
internal static class RandomTraces
{
    public static readonly string[] Texts =
    [
        "n0", "n1", "n2", "n5", "n6", "n7", "AWS::Test::0", "AWS::Test::1", "AWS::n5", "remote", "Database::SQL", "client", "user-0", "user-1", "a1", "A1",
        "a5", "Failure", "at 0", "https://a/%_", "https://a/", "_", "%", "É😀", "😀", "x\0y", "y", "", "Default", "slow-searches", "slow-failures",
    ];

    public static readonly string[] Keys = ["kind", "name", "odd", "note", "d.k"];

    /// <summary>So many traces at most, each a list of documents.</summary>
    public static Gen<List<JsonObject>[]> Of(int min, int max) =>
        Gen.Select(RandomTrace.Parts, Gen.Int[0, 1_000_000].Array[24]).Array[min, max].Select(traces =>
            traces.Select((trace, number) => Documents(SampleTrace.TraceId(number), trace.Item1, trace.Item2)).ToArray());

    private static List<JsonObject> Documents(string traceId, RandomTrace.Part[] parts, int[] numbers)
    {
        var documents = RandomTrace.Documents(traceId, parts);
        var next = 0;
        foreach (var document in documents)
        {
            if (Pick(3) == 0)
            {
                document["http"] = new JsonObject
                {
                    ["request"] = new JsonObject { ["url"] = Text(), ["method"] = Text(), ["user_agent"] = Text(), ["client_ip"] = Text() },
                    ["response"] = Pick(2) == 0 ? [] : new JsonObject { ["status"] = 200 + Pick(6) },
                };
            }

            if (Pick(3) == 0)
            {
                document["annotations"] = new JsonObject
                {
                    ["note"] = Text(), ["d.k"] = Pick(2) == 0 ? Pick(5) : Text(), ["odd"] = Pick(2) == 0 ? Pick(2) == 0 : Pick(3), ["kind"] = 1e-7,
                };
            }

            if (Pick(4) == 0)
            {
                document["user"] = Text();
                document["resource_arn"] = Text();
            }

            if (Pick(4) == 0)
            {
                document["aws"] = new JsonObject
                {
                    ["account_id"] = Text(), ["ec2"] = new JsonObject { ["instance_id"] = Text(), ["availability_zone"] = Text() },
                };
            }

            if (Pick(6) == 0)
            {
                document["origin"] = Text();
            }

            if (Pick(6) == 0)
            {
                document.InProgress();
            }
        }

        return documents;

        int Pick(int count) => (numbers[next++ % numbers.Length] + next) % count;

        string Text() => Texts[Pick(Texts.Length)];
    }
}
