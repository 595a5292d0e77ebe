namespace Lego.Lambda.Runtime.Tracing;

/// <summary>What a traced database call does; written as the annotation <c>operation</c> in lower case.</summary>
public enum DatabaseOperation
{
    /// <summary>Reads rows.</summary>
    Select,

    /// <summary>Adds rows.</summary>
    Insert,

    /// <summary>Changes rows.</summary>
    Update,

    /// <summary>Removes rows.</summary>
    Delete,

    /// <summary>Several statements in one transaction.</summary>
    Transaction,
}
