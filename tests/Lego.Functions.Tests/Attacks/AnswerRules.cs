using System.Text.Json.Nodes;
using Lego.Testing.Attacks;

namespace Lego.Functions.Tests.Attacks;

/// <summary>What holds for every answer, whatever was asked.</summary>
internal static class AnswerRules
{
    /// <summary>No failure of ours, the envelope, and a trace that agrees with both.</summary>
    public static void Check(ApiAnswer answer)
    {
        Assert.That(answer.Status, Is.InRange(200, 499), answer.Body);
        // Of what is below, a call that a loaded machine did not answer in time may have failed, and something else have helped.
        Assert.That((bool?)answer.Trace["fault"], Is.Not.True, answer.Trace.ToJsonString());
        Assert.That((bool?)answer.Trace["error"] == true, Is.EqualTo(answer.Status >= 400), "the trace agrees with the answer");
        if (answer.Status is 204 or 302)
        {
            Assert.That(answer.Body, Is.Empty);
            return;
        }

        var json = answer.Json;
        Assert.That((bool?)json["success"], Is.EqualTo(answer.Status < 400), answer.Body);
        Assert.That((string?)json["timestamp"], Is.Not.Null.And.Not.Empty);
        if (answer.Status >= 400)
        {
            Assert.That(answer.ErrorType, Does.Match("^[A-Z_]+$"));
            Assert.That(answer.ErrorMessage, Is.Not.Null.And.Not.Empty);
            Assert.That(json["error"] is JsonObject, Is.True);
        }
    }

    /// <summary>A body that was refused as such names the member that is wrong, or says how it cannot be read at all.</summary>
    public static void NamesTheField(ApiAnswer answer, JsonMutation mutation)
    {
        if (answer.ErrorType == "VALIDATION_ERROR" && mutation.Field is { } field)
        {
            Assert.That(
                answer.FieldErrors.Any(name => name == field || name.StartsWith(field + "[", StringComparison.Ordinal) || name.StartsWith(field + ".", StringComparison.Ordinal))
                    || answer.FileErrors.Any(),
                Is.True,
                answer.Body);
        }
        else if (answer.ErrorType == "BAD_REQUEST")
        {
            // Well-formed JSON all of them: what remains is how deep it is.
            Assert.That(mutation.Fault, Is.EqualTo(JsonFault.Deep).Or.EqualTo(JsonFault.Unknown), answer.Body);
            Assert.That(answer.ErrorMessage, Does.Contain("64").Or.Contain("Unicode"));
        }
    }
}
