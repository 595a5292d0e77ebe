using System.Text.Json;

namespace Lego.TraceConsole.Model;

public sealed record AwsBlock(JsonElement Element)
{
    public string? Operation => Element.Text("operation");

    public string? AccountId => Element.Text("account_id");

    public string? RequestId => Element.Text("request_id");

    public bool ColdStart => Element.Flag("cold_start");

    public string? FunctionArn => Element.Text("function_arn");

    public string? InstanceId => Element.ObjectMember("ec2")?.Text("instance_id");

    public string? AvailabilityZone => Element.ObjectMember("ec2")?.Text("availability_zone");

    public string? this[string member] => Element.Text(member);

    public static AwsBlock? Read(JsonElement entity) => entity.ObjectMember("aws") is { } aws ? new AwsBlock(aws) : null;
}
