namespace Lego.Functions;

/// <summary>How functions sign in to PostgreSQL.</summary>
public enum DatabaseAuth
{
    /// <summary>With the password of the connection string.</summary>
    Password,

    /// <summary>With a token that IAM stands for, as RDS and RDS Proxy take it.</summary>
    Iam,
}
