using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Lego.Testing.RuntimeApi;

/// <summary>Faults that wait for their call: each spoils one call, in the order they were planned.</summary>
internal sealed class FaultPlan
{
    private readonly ConcurrentQueue<ApiFault> _faults = new();

    public void Add(ApiFault fault, int times)
    {
        for (var i = 0; i < times; i++)
            _faults.Enqueue(fault);
    }

    public async Task<bool> SpoilAsync(HttpContext context)
    {
        if (!_faults.TryDequeue(out var fault) || fault == ApiFault.None)
            return false;
        if (fault == ApiFault.DropConnection)
        {
            context.Abort();
            return true;
        }

        context.Response.StatusCode = fault switch
        {
            ApiFault.BadRequest => StatusCodes.Status400BadRequest,
            ApiFault.Forbidden => StatusCodes.Status403Forbidden,
            ApiFault.PayloadTooLarge => StatusCodes.Status413PayloadTooLarge,
            _ => StatusCodes.Status500InternalServerError,
        };
        await context.Response.WriteAsync($$"""{"errorMessage":"planned","errorType":"{{fault}}"}""", context.RequestAborted);
        return true;
    }
}
