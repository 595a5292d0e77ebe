using Microsoft.AspNetCore.Http.Features;

namespace Lego.LocalHost.Embedded.ObjectStore.Http;

internal static class ErrorDocument
{
    public static async Task WriteAsync(HttpContext context, S3Exception error, string requestId)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.StatusCode = error.Status;
            return;
        }

        await context.Response.WriteXmlAsync(error.Status, xml =>
        {
            xml.WriteStartElement("Error");
            xml.Text("Code", error.Code);
            xml.Text("Message", error.Message);
            foreach (var (name, value) in error.Details) xml.Text(name, value);
            if (error.Details.All(detail => detail.Name != "Resource"))
            {
                xml.Text("Resource", context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0]);
            }

            xml.Text("RequestId", requestId);
            xml.Text("HostId", context.Response.Headers["x-amz-id-2"].ToString());
            xml.WriteEndElement();
        }, context.RequestAborted);
    }
}
