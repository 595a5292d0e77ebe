namespace Lego.Functions.Shared;

/// <summary>
/// Which write a document is of. A write with it is refused when there was another since.
/// Source: OpenSearch documentation, "Index document", <c>if_seq_no</c> and <c>if_primary_term</c>.
/// </summary>
internal readonly record struct DocumentVersion(long SequenceNumber, long PrimaryTerm);
