using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http.Features;

namespace Lego.LocalHost.Gateway;

/// <summary>One HTTP request with what the gateway adds to it before it becomes an event.</summary>
internal sealed class GatewayRequest
{
    public GatewayRequest(HttpContext context, string requestId, DateTimeOffset time, string traceHeader)
    {
        Context = context;
        RequestId = requestId;
        Time = time;
        TraceHeader = traceHeader;
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        RawPath = question < 0 ? target : target[..question];
        RawQuery = question < 0 ? "" : target[(question + 1)..];
        DecodedPath = Decode(RawPath);
        ClientIp = (context.Connection.RemoteIpAddress ?? IPAddress.Loopback).MapToIPv4().ToString();
    }

    public HttpContext Context { get; }

    public string RequestId { get; }

    public DateTimeOffset Time { get; }

    /// <summary>The caller's trace header with at least a root, as it goes into the event.</summary>
    public string TraceHeader { get; }

    public string Method => Context.Request.Method;

    public string RawPath { get; }

    public string RawQuery { get; }

    /// <summary>What the event calls rawPath, decoded in spite of its name.</summary>
    public string DecodedPath { get; }

    public string ClientIp { get; }

    public string? UserAgent => Context.Request.Headers.UserAgent;

    public string Url => $"http://{Context.Request.Host.Value}{RawPath}";

    public string Protocol => Context.Request.Protocol;

    public string TimeText => Time.ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture);

    /// <summary>HTTP APIs decode the path once and take a question mark that appears then for the end of it.</summary>
    private static string Decode(string rawPath)
    {
        var decoded = Uri.UnescapeDataString(rawPath);
        var question = decoded.IndexOf('?', StringComparison.Ordinal);
        return question < 0 ? decoded : decoded[..question];
    }
}
