namespace Lego.Demo;

/// <summary>How the story is told.</summary>
public sealed record DemoOptions
{
    /// <summary>Gets a line for each step.</summary>
    public Action<string> Print { get; init; } = static _ => { };

    /// <summary>The page that shows a trace; null where there is none to point at.</summary>
    public Func<string, Uri>? TracePage { get; init; }

    /// <summary>Joins the calls of one telling; null lets the API make one for each call.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>True leaves the MOC, an image and a wish for whoever wants to look at them; false deletes all that was made.</summary>
    public bool KeepsWhatItMade { get; init; }

    /// <summary>Gets what went wrong in a chapter, and the story goes on with the next; null ends it there.</summary>
    public Action<DemoException>? Failed { get; init; }

    /// <summary>Tells one run from the next.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
