using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.S3;
using Constructs;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Data;

/// <summary>What keeps data: VPC, database and proxy, cache, index, bucket, users.</summary>
internal sealed class DataStack : StageStack
{
    public DataStack(Construct scope, StageSettings settings)
        : base(scope, settings, "data", "Data of the LEGO MOC API: network, database, cache, index, files, users")
    {
        Key = StageKey.Of(this, settings);
        Network = new Network(this, settings.Network);
        Database = new ApiDatabase(this, settings, Network, Key);
        Cache = new ApiCache(this, settings, Network, Key);
        Search = new ApiSearch(this, settings, Network, Key);
        Bucket = FileBucket.Create(this, settings);
        Users = new Users(this, settings);
        Output("UserPoolId", Users.Pool.UserPoolId, "User pool of the API's users");
        Output("UserPoolClientId", Users.Client.UserPoolClientId, "Client that web apps and tools sign in with");
        Output("BucketName", Bucket.BucketName, "Bucket of files and images");
    }

    /// <summary>The stage's own key, or null where AWS keeps the keys.</summary>
    public Key? Key { get; }

    public Network Network { get; }

    public ApiDatabase Database { get; }

    public ApiCache Cache { get; }

    public ApiSearch Search { get; }

    public Bucket Bucket { get; }

    public Users Users { get; }
}
