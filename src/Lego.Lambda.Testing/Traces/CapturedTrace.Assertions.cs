using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Testing.Traces;

/// <content>What a test may expect of a trace. Each returns the trace, or what it found, for the next expectation.</content>
public sealed partial class CapturedTrace
{
    /// <summary>
    /// Asserts that there is a subsegment of a name, at any depth. What follows narrows it down, so that
    /// <c>Has("sqs:message").WithAnnotation("messageId", "2").WithFault()</c> expects one such message among all.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <exception cref="AssertionFailedException">There is none.</exception>
    public TraceMatch Has(string name) => Match(name, isEvery: false);

    /// <summary>Asserts that there is a subsegment of a name, and what follows of every one of them.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="AssertionFailedException">There is none.</exception>
    public TraceMatch Every(string name) => Match(name, isEvery: true);

    /// <summary>Asserts that no subsegment has the name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="AssertionFailedException">There is one.</exception>
    public CapturedTrace HasNo(string name)
    {
        var expected = $"Expected no subsegment {Expectation.Quote(name)}";
        RequireRecorded(expected);
        var found = Named(name);
        return found.Count == 0 ? this : throw Failure(expected, $"found {found.Count}");
    }

    /// <summary>
    /// Asserts exactly these subsegments below the root, at any depth, in this order: a parent before its children, siblings by their
    /// start. The downstream halves of traced calls are not counted.
    /// </summary>
    /// <param name="names">The names; none for a root without subsegments.</param>
    /// <exception cref="AssertionFailedException">There are others, or they come in another order.</exception>
    public CapturedTrace HasOnly(params string[] names) => HasOnly(names, inOrder: true);

    /// <summary>The same as <see cref="HasOnly(string[])"/> for calls that run in parallel: in any order.</summary>
    /// <param name="names">The names, each as often as it is expected.</param>
    /// <exception cref="AssertionFailedException">There are others.</exception>
    public CapturedTrace HasOnlyInAnyOrder(params string[] names) => HasOnly(names, inOrder: false);

    /// <summary>Asserts the whole trace: names on lines, each indented below its parent, from the root on. Downstream halves are left out.</summary>
    /// <param name="outline">The lines; a raw string keeps them readable.</param>
    /// <exception cref="AssertionFailedException">The trace differs.</exception>
    /// <exception cref="ArgumentException">The indentation is not consistent.</exception>
    public CapturedTrace HasShape(string outline)
    {
        ArgumentNullException.ThrowIfNull(outline);
        var expected = TraceOutline.Parse(outline);
        RequireRecorded("Expected the trace in a shape");
        var found = TraceOutline.Of(Root);
        return found.SequenceEqual(expected)
            ? this
            : throw new AssertionFailedException(
                $"Expected the shape\n\n{TraceOutline.Write(expected)}\n\nbut found\n\n{TraceOutline.Write(found)}{Picture()}");
    }

    /// <summary>Asserts that a search for <c>annotation.key = value</c> finds the trace: a subsegment or segment of it has the annotation.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">A text, number or boolean.</param>
    /// <exception cref="AssertionFailedException">None has it.</exception>
    public CapturedTrace HasAnnotation(string key, AnnotationValue value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        var expected = $"Expected the annotation {key} = {Expectation.Quote(value)}";
        RequireRecorded(expected);
        var found = _all.SelectMany(entity => entity.Annotations).Where(pair => pair.Key == key).Select(pair => pair.Value).ToList();
        return found.Contains(value)
            ? this
            : throw Failure(expected, found.Count == 0 ? "nothing has it" : $"it is {string.Join(", ", found.Select(Expectation.Quote).Distinct())}");
    }

    /// <summary>Asserts that no segment or subsegment is a fault. Errors of the caller are allowed.</summary>
    /// <exception cref="AssertionFailedException">One is.</exception>
    public CapturedTrace HasNoFault() => HasNone("fault", entity => entity.IsFault);

    /// <summary>Asserts that no segment or subsegment is a fault, an error or throttled.</summary>
    /// <exception cref="AssertionFailedException">One is.</exception>
    public CapturedTrace HasNoFailure() => HasNone("failure", entity => entity.IsFault || entity.IsError || entity.IsThrottle);

    /// <summary>Asserts that every subsegment was ended before its invocation.</summary>
    /// <exception cref="AssertionFailedException">One was left open.</exception>
    public CapturedTrace HasNoUnfinished() => HasNone("unfinished subsegment", entity => entity.IsUnfinished);

    /// <summary>Asserts that a text is nowhere in the documents, in no name and no value. The case counts.</summary>
    /// <param name="text">The text, usually a secret.</param>
    /// <exception cref="AssertionFailedException">It is there; the message says where.</exception>
    public CapturedTrace DoesNotContain(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var expected = $"Expected {Expectation.Quote(text)} nowhere in the trace";
        RequireRecorded(expected);
        var places = Find(text).ToList();
        return places.Count == 0 ? this : throw Failure(expected, $"found it in {string.Join(", ", places)}");
    }

    /// <summary>Asserts that nothing was recorded, as when the header says so.</summary>
    /// <exception cref="AssertionFailedException">Something was.</exception>
    public void HasNothing()
    {
        if (!IsEmpty)
        {
            throw Failure("Expected nothing to be recorded", "there is a trace");
        }
    }

    private TraceMatch Match(string name, bool isEvery)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        RequireRecorded($"Expected a subsegment {Expectation.Quote(name)}");
        return new(Narrowing<TraceEntity>.Start("subsegment " + Expectation.Quote(name), Named(name), isEvery, Picture));
    }

    private List<TraceEntity> Named(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return [.. Subsegments.Where(entity => NamePattern.Matches(name, entity.Name))];
    }

    private CapturedTrace HasOnly(string[] names, bool inOrder)
    {
        ArgumentNullException.ThrowIfNull(names);
        var expected = $"Expected only {List(names)} below the root{(inOrder ? "" : ", in any order")}";
        RequireRecorded(expected);
        var found = TraceOutline.Of(Root).Skip(1).Select(line => line.Name).ToList();
        var fits = inOrder
            ? found.SequenceEqual(names)
            : found.Order(StringComparer.Ordinal).SequenceEqual(names.Order(StringComparer.Ordinal));
        return fits ? this : throw Failure(expected, $"found {List(found)}");
    }

    private CapturedTrace HasNone(string kind, Func<TraceEntity, bool> isOne)
    {
        var expected = $"Expected no {kind}";
        RequireRecorded(expected);
        var found = _all.Where(isOne).Select(entity => entity.Name).Distinct().ToList();
        return found.Count == 0 ? this : throw Failure(expected, $"found {List(found)}");
    }

    private static string List(IReadOnlyCollection<string> names) => names.Count == 0 ? "nothing" : string.Join(", ", names.Select(Expectation.Quote));
}
