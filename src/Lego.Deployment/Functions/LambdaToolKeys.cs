namespace Lego.Deployment.Functions;

/// <summary>
/// The keys that <c>dotnet lambda</c> reads from a file of defaults. It ignores all others without a word, so a misspelt key would have
/// no effect that anybody sees. Source: AWS Extensions for .NET CLI 7.0, the switches of its commands without their dashes.
/// </summary>
internal static class LambdaToolKeys
{
    public static IReadOnlySet<string> All { get; } = new HashSet<string>
    {
        // Which account, and how the project is built.
        "profile", "profile-location", "region", "project-location", "configuration", "framework", "self-contained", "publish-options",
        "msbuild-parameters", "package", "output-package", "output-template", "disable-version-check", "disable-interactive",

        // The function.
        "function-name", "function-description", "function-runtime", "function-handler", "function-memory-size", "function-timeout",
        "function-role", "function-architecture", "function-publish", "function-layers", "ephemerals-storage-size", "package-type",
        "durable-execution-timeout", "durable-retention-period",

        // Its surroundings.
        "environment-variables", "append-environment-variables", "tags", "kms-key", "function-subnets", "function-security-groups",
        "dead-letter-target-arn", "file-system-configs", "function-url-enable", "function-url-auth", "opt-directory",

        // What it leaves behind, and how it starts.
        "tracing-mode", "log-format", "log-application-level", "log-system-level", "log-group", "snap-start-apply-on",

        // Where packages go.
        "s3-bucket", "s3-prefix", "resolve-s3",

        // Builds in a container, and images.
        "use-container-for-build", "container-image-for-build", "code-mount-directory", "dockerfile", "docker-build-options",
        "docker-build-working-dir", "docker-host-build-output-dir", "image-tag", "local-docker-image", "image-command",
        "image-entrypoint", "image-working-directory",
    };
}
