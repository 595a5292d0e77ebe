namespace Lego.Lambda.Testing.Traces;

/// <summary>The <c>sql</c> block of a database call. Members that the document lacks are null.</summary>
/// <param name="Url">Server and database, without a password.</param>
/// <param name="DatabaseType">For example <c>PostgreSQL</c>.</param>
/// <param name="DatabaseVersion">Version of the server.</param>
/// <param name="DriverVersion">Version of the driver.</param>
/// <param name="User">User of the database.</param>
/// <param name="Statement">The sanitized query.</param>
public sealed record TraceSql(
    string? Url, string? DatabaseType, string? DatabaseVersion, string? DriverVersion, string? User, string? Statement);
