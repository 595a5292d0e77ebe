using Lego.TraceConsole.Api;
using Lego.TraceConsole.XRayApi;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Lego.TraceConsole.Components.Sampling;

/// <summary>Shows the sampling rules, and takes the forms that add, change and delete them.</summary>
internal static class SamplingForms
{
    private static readonly FormOptions Limits = new() { ValueCountLimit = 32, ValueLengthLimit = 4096, KeyLengthLimit = 64 };

    public static void MapSamplingPage(this WebApplication application)
    {
        application.MapGet("/sampling", (HttpContext context) => Page(View(context), StatusCodes.Status200OK));
        application.MapPost("/sampling", (Delegate)TakeAsync);
    }

    private static async Task<IResult> TakeAsync(HttpContext context)
    {
        if (!IsOwnPage(context.Request))
        {
            return Results.Text("The Origin header must name the page of the console itself.", statusCode: StatusCodes.Status403Forbidden);
        }

        if (!context.Request.HasFormContentType)
        {
            return Results.Text("The body must be a form.", statusCode: StatusCodes.Status415UnsupportedMediaType);
        }

        IFormCollection form;
        try
        {
            form = await new FormFeature(context.Request, Limits).ReadFormAsync(context.RequestAborted);
        }
        catch (InvalidDataException exception)
        {
            return Results.Text(exception.Message, statusCode: StatusCodes.Status400BadRequest);
        }

        return Take(form, context);
    }

    private static IResult Take(IFormCollection form, HttpContext context)
    {
        var calls = context.Service<SamplingRuleCalls>();
        var rule = form["rule"].ToString();
        var action = form["action"].ToString();
        var input = RuleInput.Of(action == "add" ? RuleInput.NewFields : RuleInput.FieldsOf(rule), field => form[field.Name]);
        try
        {
            switch (action)
            {
                case "add":
                    calls.Create(new CreateSamplingRuleRequest(input.Read() with { Version = 1 }));
                    break;
                case "change":
                    calls.Update(new UpdateSamplingRuleRequest(input.Read() with { RuleName = rule }));
                    break;
                case "delete":
                    calls.Delete(new DeleteSamplingRuleRequest(rule, null));
                    break;
                default:
                    throw XRayApiException.Invalid("action must be add, change or delete.");
            }
        }
        catch (XRayApiException exception)
        {
            var wrong = input with { Mistake = exception.Message };
            var view = View(context);
            return Page(
                action switch
                {
                    "add" => view with { New = wrong },
                    "change" => view.With(rule, wrong),
                    _ => view with { Failure = exception.Message },
                },
                exception.Status);
        }

        // What comes after is read anew, so that loading the page again sends nothing again.
        context.Response.Headers.Location = "/sampling";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>Browsers let any page send forms here, and say which page it was; programs say nothing.</summary>
    private static bool IsOwnPage(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || (Uri.TryCreate(origin, UriKind.Absolute, out var page)
                && string.Equals($"{request.Scheme}://{request.Host}", page.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase));
    }

    private static SamplingView View(HttpContext context) =>
        SamplingView.Read(context.Service<SamplingRuleStore>(), context.Service<SamplingClients>());

    private static RazorComponentResult<SamplingPage> Page(SamplingView view, int status) =>
        new(new Dictionary<string, object?> { [nameof(SamplingPage.View)] = view }) { StatusCode = status };
}
