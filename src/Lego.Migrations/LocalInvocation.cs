using System.Text.Json;
using Amazon.Lambda.Core;

namespace Lego.Migrations;

/// <summary>One invocation without Lambda, for who wants to call the function on a machine of their own.</summary>
internal sealed class LocalInvocation(TimeProvider clock) : ILambdaContext
{
    // As long as the function may take on AWS.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(300);

    private readonly long _started = clock.GetTimestamp();

    public string AwsRequestId { get; } = Guid.NewGuid().ToString();

    public string FunctionName => "migrate";

    public string FunctionVersion => "$LATEST";

    public string InvokedFunctionArn => "";

    public string LogGroupName => "";

    public string LogStreamName => "";

    public int MemoryLimitInMB => 512;

    public TimeSpan RemainingTime => Timeout - clock.GetElapsedTime(_started);

    public IClientContext? ClientContext => null;

    public ICognitoIdentity? Identity => null;

    public ILambdaLogger Logger { get; } = new NoLogger();

    /// <summary>Runs the function with an event and returns its answer, as Lambda would.</summary>
    /// <exception cref="JsonException">The event is no JSON, or has a member of another kind.</exception>
    public static async Task<string> RunAsync(Migrate migrate, string eventJson, TimeProvider clock)
    {
        var request = JsonSerializer.Deserialize(eventJson, MigrationJson.Default.MigrationRequest) ?? new MigrationRequest();
        var answer = await migrate.InvokeAsync(request, new LocalInvocation(clock));
        return JsonSerializer.Serialize(answer, MigrationJson.Default.MigrationReport);
    }

    private sealed class NoLogger : ILambdaLogger
    {
        public void Log(string message)
        {
        }

        public void LogLine(string message)
        {
        }
    }
}
