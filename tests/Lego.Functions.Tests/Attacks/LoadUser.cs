using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using Lego.LocalHost.Tokens;

namespace Lego.Functions.Tests.Attacks;

/// <summary>One of the users of a load. All that belongs to it carries its mark.</summary>
internal sealed class LoadUser
{
    public LoadUser(int number, TokenIssuer tokens)
    {
        var user = new SampleUser($"Load {number}", Guid.NewGuid().ToString(), $"load{number}@example.test");
        Subject = user.Subject;
        Mark = string.Create(CultureInfo.InvariantCulture, $"usr{number:D4}q");
        Authorization = new AuthenticationHeaderValue("Bearer", tokens.Issue(user));
    }

    public string Subject { get; }

    /// <summary>In every title; never a part of another user's mark.</summary>
    public string Mark { get; }

    public AuthenticationHeaderValue Authorization { get; }

    /// <summary>The ids of the MOCs that were created.</summary>
    public ConcurrentStack<string> Mocs { get; } = new();
}
