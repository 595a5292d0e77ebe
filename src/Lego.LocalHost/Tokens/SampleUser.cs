namespace Lego.LocalHost.Tokens;

/// <summary>Someone to sign in as on this machine.</summary>
public sealed record SampleUser(string Name, string Subject, string Email)
{
    public static IReadOnlyList<SampleUser> All { get; } =
    [
        new("ada", "a0a0a0a0-0000-4000-8000-000000000001", "ada@example.test"),
        new("grace", "a0a0a0a0-0000-4000-8000-000000000002", "grace@example.test"),
        new("linus", "a0a0a0a0-0000-4000-8000-000000000003", "linus@example.test"),
    ];

    public static SampleUser? Find(string? name) => All.FirstOrDefault(user => string.Equals(user.Name, name, StringComparison.OrdinalIgnoreCase));
}
