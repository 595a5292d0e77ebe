using System.Text.Json.Nodes;
using CsCheck;

namespace Lego.TraceConsole.Tests.Store;

/// <summary>Traces of any shape, and the ways in which their documents can come in.</summary>
internal static class RandomTrace
{
    public static readonly Gen<Part[]> Parts = Gen.Select(
        Gen.Int[0, 40], Gen.Int[0, 9], Gen.Int[0, 7], Gen.Int[0, 90_000], Gen.Int[0, 4000], Gen.Int[0, 255],
        (parent, kind, flags, start, length, options) => new Part(parent, kind, flags, start, length, options)).Array[1, 14];

    /// <summary>One segment or subsegment, in numbers.</summary>
    internal sealed record Part(int Parent, int Kind, int Flags, int StartMilliseconds, int Milliseconds, int Options)
    {
        public bool IsSegment => Kind <= 2;

        public bool IsSentAlone => IsSegment || (Options & 1) == 0;

        public bool IsAnnounced => (Options & 6) == 6;

        public bool IsRepeated => (Options & 24) == 24;

        public bool IsAnnotated => (Options & 32) == 32;

        /// <summary>A nested part that is sent alone as well, and told a little differently there.</summary>
        public bool IsToldTwice => (Options & 192) == 192;
    }

    /// <summary>The finished documents, each once, parents first.</summary>
    public static List<JsonObject> Documents(string traceId, Part[] parts)
    {
        var documents = new List<JsonObject>();
        for (var index = 0; index < parts.Length; index++)
        {
            if (IsDocument(parts, index))
            {
                var document = Entity(parts, index);
                document["trace_id"] = traceId;
                documents.Add(document);
            }
            else if (parts[index].IsToldTwice)
            {
                var document = Entity(parts, index);
                document["trace_id"] = traceId;
                document["type"] = "subsegment";
                document["parent_id"] = IdOf(NestedIn(parts, index));
                document["name"] = $"alone{index}";
                documents.Add(document);
            }
        }

        return documents;
    }

    /// <summary>
    /// What is sent in the end: the finished documents, some of them twice, and before or after them versions in progress.
    /// </summary>
    public static List<JsonObject> Sendings(string traceId, Part[] parts)
    {
        var sendings = Documents(traceId, parts);
        foreach (var document in sendings.ToArray())
        {
            var part = parts[IndexOf(document)];
            if (part.IsRepeated)
            {
                sendings.Add((JsonObject)document.DeepClone());
            }

            if (part.IsAnnounced)
            {
                var announced = ((JsonObject)document.DeepClone()).InProgress();
                announced["metadata"] = new JsonObject { ["note"] = new JsonObject { ["length"] = "longer than what follows" } };
                sendings.Add(announced);
                var early = (JsonObject)announced.DeepClone();
                early.Remove("subsegments");
                sendings.Add(early);
            }
        }

        return sendings;
    }

    private static bool IsDocument(Part[] parts, int index) => index == 0 || parts[index].IsSentAlone;

    private static int IndexOf(JsonObject document) => Convert.ToInt32((string)document["id"]!, 16) - 1;

    private static string IdOf(int index) => $"{index + 1:x16}";

    /// <summary>Some parents never come.</summary>
    private static int? ParentOf(Part[] parts, int index) => index == 0 || parts[index].Parent % 11 == 10 ? null : parts[index].Parent % index;

    private static JsonObject Entity(Part[] parts, int index)
    {
        var part = parts[index];
        var start = SampleTrace.Start + (part.StartMilliseconds / 1000d);
        var entity = new JsonObject
        {
            ["id"] = IdOf(index), ["name"] = $"n{part.Kind}", ["start_time"] = start, ["end_time"] = start + (part.Milliseconds / 1000d),
        };
        var isSegment = index == 0 || part.IsSegment;
        if (IsDocument(parts, index) && index > 0)
        {
            entity["parent_id"] = ParentOf(parts, index) is { } parent ? IdOf(parent) : "ffffffffffffff00";
        }

        if (isSegment)
        {
            entity["origin"] = $"AWS::Test::{part.Kind}";
            entity["http"] = new JsonObject { ["response"] = new JsonObject { ["status"] = 200 + part.Flags } };
            entity["user"] = $"user-{part.Kind}";
        }
        else
        {
            if (IsDocument(parts, index))
            {
                entity["type"] = "subsegment";
            }

            if (part.Kind is > 4 and < 8)
            {
                entity["namespace"] = part.Kind == 5 ? "aws" : "remote";
            }

            if (part.Kind == 7)
            {
                entity["sql"] = new JsonObject { ["sanitized_query"] = "select 1" };
            }
        }

        AddOutcome(entity, part, index);
        var nested = Enumerable.Range(0, parts.Length).Where(child => !IsDocument(parts, child) && NestedIn(parts, child) == index).ToList();
        if (nested.Count > 0)
        {
            entity["subsegments"] = new JsonArray([.. nested.Select(child => Entity(parts, child))]);
        }

        return entity;
    }

    /// <summary>A nested part is always somewhere: in place of a parent that never comes it has the first.</summary>
    private static int NestedIn(Part[] parts, int index) => ParentOf(parts, index) ?? 0;

    private static void AddOutcome(JsonObject entity, Part part, int index)
    {
        foreach (var (bit, flag) in new[] { (1, "error"), (2, "throttle"), (4, "fault") })
        {
            if ((part.Flags & bit) != 0)
            {
                entity[flag] = true;
            }
        }

        if ((part.Flags & 4) != 0)
        {
            entity["cause"] = new JsonObject
            {
                ["exceptions"] = new JsonArray(new JsonObject { ["id"] = $"e{index:x15}", ["type"] = "Failure", ["message"] = $"at {index}" }),
            };
        }

        if (part.IsAnnotated)
        {
            entity["annotations"] = new JsonObject { ["kind"] = part.Kind, ["name"] = $"a{part.Kind}", ["odd"] = part.Kind % 2 == 1 };
        }
    }
}
