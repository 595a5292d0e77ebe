using Lego.Lambda.Runtime.Instrumentation;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Tests.Instrumentation;

[Parallelizable(ParallelScope.All)]
public sealed class InstrumentationSettingsTests
{
    [TestCase(null, "Npgsql,System.Net.Http")]
    [TestCase(" ", "Npgsql,System.Net.Http")]
    [TestCase("HTTP", "System.Net.Http")]
    [TestCase("npgsql, http", "Npgsql,System.Net.Http")]
    [TestCase("none", "")]
    public void Libraries_are_all_that_are_known_unless_some_are_named(string? value, string sources)
    {
        var read = Read(value, null, out var warnings);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(string.Join(',', read.Select(mapper => mapper.SourceName)), Is.EqualTo(sources));
            Assert.That(warnings, Is.Empty);
        }
    }

    [Test]
    public void Sources_are_read_by_their_names_and_may_say_what_they_call()
    {
        var read = Read("none", "MyCompany.Orders, Elastic.Transport=search", out var warnings);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                read.Select(mapper => (mapper.SourceName, mapper.Kind)),
                Is.EqualTo(new[] { ("MyCompany.Orders", DependencyKind.Other), ("Elastic.Transport", DependencyKind.Search) }));
            Assert.That(warnings, Is.Empty);
        }
    }

    [TestCase("mongo", null, "LEGO_TRACE_INSTRUMENT has the entry 'mongo'")]
    [TestCase("none", "A=nonsense", "LEGO_TRACE_SOURCES has the entry 'A=nonsense'")]
    [TestCase("none", "A=3", "LEGO_TRACE_SOURCES has the entry 'A=3'")]
    [TestCase("none", "A=", "LEGO_TRACE_SOURCES has the entry 'A='")]
    [TestCase("none", "=http", "LEGO_TRACE_SOURCES has the entry '=http'")]
    [TestCase("none", "Lego.Lambda", "LEGO_TRACE_SOURCES has the entry 'Lego.Lambda'")]
    public void An_entry_that_is_wrong_is_told_and_left_out(string libraries, string? sources, string warning)
    {
        var read = Read(libraries, sources, out var warnings);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(read, Is.Empty);
            Assert.That(warnings, Has.Exactly(1).StartsWith(warning));
        }
    }

    private static IReadOnlyList<ActivityMapper> Read(string? libraries, string? sources, out List<string> warnings)
    {
        warnings = [];
        return InstrumentationSettings.Read(
            name => name == InstrumentationSettings.LibrariesVariable ? libraries : name == InstrumentationSettings.SourcesVariable ? sources : null,
            warnings.Add);
    }
}
