using Amazon.CDK;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.Events.Targets;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SNS.Subscriptions;
using Constructs;

namespace Lego.Infrastructure.Observability.Alarms;

/// <summary>Where alarms are told.</summary>
internal static class AlarmTopic
{
    public static Topic Create(Construct scope, ObservabilityInput input)
    {
        // A key of our own: the policy of AWS's key for topics cannot be changed and does not let CloudWatch use it, so that alarms on a
        // topic with that key are never delivered. Source: CloudWatch user guide, "Notifying users on alarm changes".
        var key = new Key(scope, "AlarmKey", new KeyProps
        {
            Description = $"Encrypts the alarms of {input.Prefix}",
            EnableKeyRotation = true,
            RemovalPolicy = RemovalPolicy.DESTROY,
        });
        var topic = new Topic(scope, "AlarmTopic", new TopicProps
        {
            TopicName = $"{input.Prefix}-alarms",
            DisplayName = $"Alarms of {input.Prefix}",
            MasterKey = key,
            EnforceSSL = true,
        });
        var account = Stack.Of(scope).Account;
        Allow(key, topic, "cloudwatch.amazonaws.com", account);
        if (input.Stage.AlarmEmail is { } email)
        {
            topic.AddSubscription(new EmailSubscription(email));
        }

        if (input.Insights && input.InsightNotifications)
        {
            TellInsights(scope, input, topic, key);
        }

        return topic;
    }

    private static void Allow(Key key, Topic topic, string service, string account)
    {
        key.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Principals = [new ServicePrincipal(service)],
            Actions = ["kms:Decrypt", "kms:GenerateDataKey*"],
            Resources = ["*"],
        }));
        topic.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Principals = [new ServicePrincipal(service)],
            Actions = ["sns:Publish"],
            Resources = [topic.TopicArn],
            Conditions = new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = account },
            },
        }));
    }

    // Source: AWS X-Ray developer guide, "Using X-Ray insights", notifications.
    private static void TellInsights(Construct scope, ObservabilityInput input, Topic topic, Key key)
    {
        key.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Principals = [new ServicePrincipal("events.amazonaws.com")],
            Actions = ["kms:Decrypt", "kms:GenerateDataKey*"],
            Resources = ["*"],
        }));
        _ = new Rule(scope, "InsightRule", new RuleProps
        {
            RuleName = $"{input.Prefix}-insights",
            EventPattern = new EventPattern { Source = ["aws.xray"], DetailType = ["AWS X-Ray Insight Update"] },
            Targets = [new SnsTopic(topic)],
        });
    }
}
