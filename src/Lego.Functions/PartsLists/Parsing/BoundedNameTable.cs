using System.Xml;

namespace Lego.Functions.PartsLists.Parsing;

/// <summary>Refuses a document with more different names than any parts list has, since all of them stay in memory.</summary>
internal sealed class BoundedNameTable : NameTable
{
    private const int MaxNames = 2_000;

    private int _count;

    public override string Add(string key) => Get(key) ?? base.Add(Counted(key));

    public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? base.Add(Counted(key), start, len);

    private T Counted<T>(T key) =>
        ++_count <= MaxNames ? key : throw new XmlException($"It has more than {MaxNames} different names.");
}
