using System.Text.Json;
using Lego.LocalHost.Tokens;

namespace Lego.LocalHost.Embedded.UserPool;

/// <summary>The users, in memory and in one file that is replaced as a whole with every change.</summary>
internal sealed class UserStore
{
    private readonly Lock _gate = new();
    private readonly string _path;
    private IReadOnlyList<StoredUser> _users;

    private UserStore(string path, IReadOnlyList<StoredUser> users)
    {
        _path = path;
        _users = users;
    }

    /// <summary>In the order of their creation.</summary>
    public IReadOnlyList<StoredUser> All
    {
        get
        {
            lock (_gate)
            {
                return _users;
            }
        }
    }

    /// <summary>Reads the file, or makes it with the users of a new pool.</summary>
    public static UserStore Open(EmbeddedUserPoolOptions options)
    {
        Directory.CreateDirectory(options.DataFolder);
        var path = Path.Combine(options.DataFolder, "users.json");
        if (File.Exists(path))
        {
            return new UserStore(path, Read(path));
        }

        var now = options.TimeProvider.GetUtcNow();
        var store = new UserStore(path, []);
        store.Change(_ => [.. options.Users.Select(user => FromSample(user, now))]);
        return store;
    }

    public StoredUser? Find(string name) => All.FirstOrDefault(user => user.IsCalled(name));

    /// <summary>Runs a change against what is there then. An exception of the change, or of the write, leaves all as it was.</summary>
    public void Change(Func<IReadOnlyList<StoredUser>, IReadOnlyList<StoredUser>> change)
    {
        lock (_gate)
        {
            var changed = change(_users);
            Write(changed);
            _users = changed;
        }
    }

    private static StoredUser FromSample(SampleUser user, DateTimeOffset now) => new(
        user.Subject,
        Enabled: true,
        "CONFIRMED",
        now,
        now,
        [new("sub", user.Subject), new("email_verified", "true"), new("name", user.Name), new("email", user.Email)]);

    private static IReadOnlyList<StoredUser> Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), UserPoolJson.Default.UserFile)?.Users
                ?? throw new JsonException("The file holds no list of users.");
        }
        catch (JsonException exception)
        {
            throw new IOException($"The user pool's file {path} cannot be read; repair it, remove it or reset the data folder.", exception);
        }
    }

    /// <summary>Written aside and renamed, so that a crash leaves the old file or the new one.</summary>
    private void Write(IReadOnlyList<StoredUser> users)
    {
        var staged = _path + ".new";
        using (var file = new FileStream(staged, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            JsonSerializer.Serialize(file, new UserFile(users), UserPoolJson.Default.UserFile);
            file.Flush(flushToDisk: true);
        }

        File.Move(staged, _path, overwrite: true);
    }
}
