namespace Lego.TraceConsole.Model;

/// <summary>Which nodes of the service map a trace touches: segments by their origin, calls by what X-Ray infers from them.</summary>
internal static class ServiceNodes
{
    public static IReadOnlyList<ServiceNode> Of(Trace trace) =>
        [.. trace.Nodes.Select(Of).OfType<ServiceNode>().DistinctBy(node => (node.Name, node.Type, node.AccountId))];

    /// <summary>The node that one segment or subsegment stands for; null for local work and for a call whose callee sent its own segment.</summary>
    public static ServiceNode? Of(TraceNode node)
    {
        var entity = node.Entity;
        if (entity.IsSegment)
        {
            return new ServiceNode(entity.Name, entity.Origin, entity.Aws?.AccountId, Inferred: false);
        }

        if (entity.Namespace is null || node.Children.Any(child => child.Entity.IsSegment))
        {
            return null;
        }

        return entity.Namespace switch
        {
            "aws" => OfAws(entity),
            // Whatever the database type says, a sql block makes a SQL database.
            "remote" => new ServiceNode(entity.Name, entity.Sql is null ? "remote" : "Database::SQL", entity.Aws?.AccountId, Inferred: true),
            _ => null,
        };
    }

    private static ServiceNode OfAws(TraceEntity entity)
    {
        var (resource, type) = entity.Name switch
        {
            "S3" => (entity.Aws?["bucket_name"], "AWS::S3::Bucket"),
            "DynamoDB" => (entity.Aws?["table_name"], "AWS::DynamoDB::Table"),
            "SQS" => (entity.Aws?["queue_url"], "AWS::SQS::Queue"),
            "SNS" => (entity.Aws?["topic_arn"], "AWS::SNS"),
            "Lambda" => (entity.Aws?["function_name"], "AWS::Lambda"),
            _ => (null, string.Empty),
        };
        return entity.Aws?.Operation is not null && !string.IsNullOrEmpty(resource)
            ? new ServiceNode(resource, type, entity.Aws.AccountId, Inferred: true)
            : new ServiceNode(entity.Name, "AWS::" + entity.Name, entity.Aws?.AccountId, Inferred: true);
    }
}
