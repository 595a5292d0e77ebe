using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon;
using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Shared;

/// <summary>The Cognito user pool, as far as the functions need it: users by their <c>sub</c>, their name and their picture.</summary>
internal sealed class UserPoolClient : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);
    private static readonly RetryRule Rule = new(3, 100, 5000);

    private readonly UserPoolSettings _settings;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http;
    private readonly UserPoolSigner _signer;
    private readonly Retry _retry;

    public UserPoolClient(UserPoolSettings settings, HandlerOptions options, Func<double> random)
    {
        _settings = settings;
        _clock = options.Clock;
        _retry = new Retry(Rule, UserPoolErrors.IsRetryable, options, random);
        _signer = new UserPoolSigner(settings, AddressOf(settings), options.Clock);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>The user, or null when the pool has none with that id.</summary>
    /// <exception cref="ExternalServiceException">The pool refused or could not be asked.</exception>
    public async Task<UserPoolUser?> FindAsync(string sub, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(sub);
        var json = UserPoolJson.Default;
        var answer = await CallAsync(
            "AdminGetUser", new AdminGetUserCall(_settings.PoolId, sub), json.AdminGetUserCall, json.AdminGetUserAnswer, cancellationToken);
        // The argument may also match a sign-in alias, so the answer has to say whose it is.
        var attributes = answer?.UserAttributes is { } found && found.Any(attribute => attribute.Name == "sub" && attribute.Value == sub)
            ? found
            : (await ListAsync(sub, cancellationToken))?.Attributes;
        return attributes is null ? null : UserPoolUser.From(sub, attributes);
    }

    /// <returns>False when the pool has no such user.</returns>
    /// <exception cref="ExternalServiceException">The pool refused or could not be asked.</exception>
    public Task<bool> SetNameAsync(string sub, string name, CancellationToken cancellationToken) =>
        SetAsync(sub, new UserPoolAttribute("name", name), cancellationToken);

    /// <param name="sub">The user's id.</param>
    /// <param name="url">Where the picture is; the empty string takes it away.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>False when the pool has no such user.</returns>
    /// <exception cref="ExternalServiceException">The pool refused or could not be asked.</exception>
    public Task<bool> SetPictureAsync(string sub, string url, CancellationToken cancellationToken) =>
        SetAsync(sub, new UserPoolAttribute("picture", url), cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<bool> SetAsync(string sub, UserPoolAttribute attribute, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(sub);
        return await UpdateAsync(sub, attribute, cancellationToken)
            || ((await ListAsync(sub, cancellationToken))?.Username is { } username
                && await UpdateAsync(username, attribute, cancellationToken));
    }

    private async Task<bool> UpdateAsync(string username, UserPoolAttribute attribute, CancellationToken cancellationToken) =>
        await CallAsync(
            "AdminUpdateUserAttributes",
            new AdminUpdateUserAttributesCall(_settings.PoolId, username, [attribute]),
            UserPoolJson.Default.AdminUpdateUserAttributesCall,
            UserPoolJson.Default.AdminUpdateUserAttributesAnswer,
            cancellationToken) is not null;

    /// <summary>
    /// The search of the pool. Local users are found by their sub without it; those of an outside identity provider are not, and it
    /// lags behind changes, which is why it comes second.
    /// </summary>
    private async Task<ListedUser?> ListAsync(string sub, CancellationToken cancellationToken)
    {
        var quoted = sub.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        var answer = await CallAsync(
            "ListUsers",
            new ListUsersCall(_settings.PoolId, $"sub = \"{quoted}\"", 1),
            UserPoolJson.Default.ListUsersCall,
            UserPoolJson.Default.ListUsersAnswer,
            cancellationToken);
        return answer?.Users is [var user, ..] ? user : null;
    }

    /// <returns>Null when the pool says that there is no such user.</returns>
    private Task<TAnswer?> CallAsync<TCall, TAnswer>(
        string operation, TCall call, JsonTypeInfo<TCall> callType, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken)
        where TAnswer : class
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(call, callType);
        return RunAsync(_retry.RunAsync(
            "idp:" + operation,
            token => TraceCalls.TraceUserPool(operation, subsegment => CallOnceAsync(operation, body, answerType, subsegment, token)),
            cancellationToken));

        // Any of several attempts may have been the one that happened, and a gateway's error says nothing of what is behind it.
        static async Task<TAnswer?> RunAsync(Task<TAnswer?> call)
        {
            try
            {
                return await call;
            }
            catch (Exception exception)
            {
                WriteOutcome.SetUnknown(exception);
                throw;
            }
        }
    }

    private async Task<TAnswer?> CallOnceAsync<TAnswer>(
        string operation, byte[] body, JsonTypeInfo<TAnswer> answerType, Subsegment subsegment, CancellationToken cancellationToken)
        where TAnswer : class
    {
        using var patience = new CancellationTokenSource(_settings.CallTimeout, _clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var request = await _signer.CreateAsync(operation, body, linked.Token);
            using var response = await _http.SendAsync(request, linked.Token);
            var content = await response.Content.ReadAsByteArrayAsync(linked.Token);
            subsegment.SetAwsResponse((int)response.StatusCode, Header(response, "x-amzn-RequestId"), contentLength: content.Length);
            if (response.IsSuccessStatusCode)
            {
                return JsonSerializer.Deserialize(content, answerType) ?? throw new JsonException("null");
            }

            var error = UserPoolErrors.NameOf(Header(response, "x-amzn-ErrorType") ?? TypeIn(content));
            return error == "UserNotFoundException" ? null : throw UserPoolErrors.Refused(response.StatusCode, error);
        }
        catch (Exception exception) when (UserPoolErrors.IsOfTheCall(exception, cancellationToken))
        {
            throw UserPoolErrors.Map(exception);
        }
    }

    private static string? TypeIn(byte[] content)
    {
        try
        {
            return JsonSerializer.Deserialize(content, UserPoolJson.Default.UserPoolRefusal)?.Type;
        }
        catch (JsonException)
        {
            // A page of a proxy or load balancer; the status tells enough.
            return null;
        }
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static Uri AddressOf(UserPoolSettings settings) => settings.Endpoint.Length > 0
        ? new Uri(new Uri(settings.Endpoint), "/")
        : new Uri($"https://cognito-idp.{settings.Region}.{RegionEndpoint.GetBySystemName(settings.Region).PartitionDnsSuffix}/");
}
