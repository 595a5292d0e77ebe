namespace Lego.Functions;

/// <summary>How functions show OpenSearch who they are.</summary>
public enum SearchAuth
{
    /// <summary>With user and password of the address, or not at all.</summary>
    Basic,

    /// <summary>With signed requests, as domains and collections of AWS take them.</summary>
    Iam,
}
