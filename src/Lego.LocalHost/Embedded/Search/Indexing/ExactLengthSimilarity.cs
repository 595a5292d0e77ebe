using System.Numerics;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;

namespace Lego.LocalHost.Embedded.Search.Indexing;

/// <summary>BM25 as current Lucene scores it.</summary>
/// <remarks>
/// Lucene 4.8 keeps field lengths in so few bits that lengths such as 5 and 6 score alike, and counts documents that lack the field.
/// Later versions store lengths up to 39 exactly and count only documents with the field.
/// </remarks>
internal sealed class ExactLengthSimilarity : BM25Similarity
{
    private const int ExactLengths = 24;

    public override Explanation IdfExplain(CollectionStatistics collectionStats, TermStatistics termStats)
    {
        // A document frequency that was blended over several fields may pass this field's own count.
        var documents = Math.Max(DocumentCount(collectionStats), termStats.DocFreq);
        return new Explanation(Idf(termStats.DocFreq, documents), $"idf(docFreq={termStats.DocFreq}, docCount={documents})");
    }

    protected override float AvgFieldLength(CollectionStatistics collectionStats) =>
        collectionStats.SumTotalTermFreq <= 0 ? 1f : (float)(collectionStats.SumTotalTermFreq / (double)DocumentCount(collectionStats));

    protected override byte EncodeNormValue(float boost, int fieldLength) =>
        fieldLength < ExactLengths ? (byte)fieldLength : (byte)(ExactLengths + EncodeTail((uint)(fieldLength - ExactLengths)));

    protected override float DecodeNormValue(byte b) => b < ExactLengths ? b : ExactLengths + DecodeTail(b - ExactLengths);

    private static long DocumentCount(CollectionStatistics statistics) => statistics.DocCount == -1 ? statistics.MaxDoc : statistics.DocCount;

    // Four significant bits and a shift: the same steps as Lucene's one-byte lengths.
    private static int EncodeTail(uint value)
    {
        var bits = 32 - BitOperations.LeadingZeroCount(value);
        return bits < 4 ? (int)value : (int)((value >> (bits - 4)) & 7) | ((bits - 3) << 3);
    }

    private static long DecodeTail(int code) => code >> 3 == 0 ? code & 7 : (long)((code & 7) | 8) << ((code >> 3) - 1);
}
