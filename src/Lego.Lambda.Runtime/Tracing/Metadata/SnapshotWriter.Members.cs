using System.Collections;

namespace Lego.Lambda.Runtime.Tracing.Metadata;

/// <content>The content of arrays and objects.</content>
internal sealed partial class SnapshotWriter
{
    private void WriteItems(object? identity, IEnumerator items, NameSecrecy secrecy, long? count)
    {
        if (!TryEnter(identity, out var end))
        {
            return;
        }

        _json.WriteStartArray();
        var written = 0;
        Mark? failure;
        while (Guarded.MoveNext(items, out failure))
        {
            if (written == _limits.Items || !HasRoom)
            {
                WriteLeftOut(Mark.More(count > written ? count - written : null));
                break;
            }

            var item = Guarded.Value(static items => items.Current, items);
            WriteShared(item, secrecy, isLast: ++written == count);
        }

        if (failure is not null)
        {
            WriteLeftOut(failure.Text);
        }

        _json.WriteEndArray();
        Leave(end);
    }

    private void WriteMembers(object? identity, IEnumerator members, long? count)
    {
        if (!TryEnter(identity, out var end))
        {
            return;
        }

        _json.WriteStartObject();
        var names = new HashSet<string>(StringComparer.Ordinal) { Mark.MoreMember };
        var secrecy = default(MemberSecrecy);
        var written = 0;
        Mark? failure;
        while (Guarded.MoveNext(members, out failure))
        {
            var pair = written < _limits.Items && HasRoom ? Pair.Current(members, _contracts) : default;
            var key = pair.Name;
            if (written == _limits.Items || !HasRoom || !TryWriteName(Unique(SafeName(key), names)))
            {
                WriteLeftOut(Mark.More(count > written ? count - written : null), isMember: true);
                break;
            }

            WriteShared(pair.Value, secrecy.Next(key, MemberSecrecy.Of(key), pair.Value), isLast: ++written == count);
        }

        if (failure is not null)
        {
            WriteLeftOut(failure.Text, isMember: true);
        }

        _json.WriteEndObject();
        Leave(end);
    }

    private void WriteObject(object value, TypeContract contract)
    {
        if (!TryEnter(value.GetType().IsValueType ? null : value, out var end))
        {
            return;
        }

        _json.WriteStartObject();
        var secrecy = default(MemberSecrecy);
        var written = 0;
        for (var i = 0; i < contract.Members.Length; i++)
        {
            var member = contract.Members[i];
            var isFull = written == _limits.Items || !HasRoom;
            object? content = null;
            if (!isFull && !member.TryGet(value, out content))
            {
                continue;
            }

            if (isFull || !TryWriteName(member.Name))
            {
                WriteLeftOut(Mark.More(contract.Members.Length - i), isMember: true);
                break;
            }

            content = member.Converter is not null && content is not (null or bool or Enum or Mark)
                ? ConvertedValue.OfMember(value, content, contract.Info, member, ConverterBudgets * _limits.Bytes)
                : content;
            WriteShared(content, secrecy.Next(member.Name, member.Secrecy, content), isLast: i == contract.Members.Length - 1);
            written++;
        }

        _json.WriteEndObject();
        Leave(end);
    }

    /// <summary>Writes a name when a value has room behind it.</summary>
    private bool TryWriteName(string name)
    {
        const int QuotesColonAndComma = 4;
        if (Used + SnapshotText.Size(name) + QuotesColonAndComma + Smallest > _end)
        {
            return false;
        }

        _json.WritePropertyName(name);
        return true;
    }

    /// <summary>Ends a container that is not whole, in the room that is kept back for its closing.</summary>
    private void WriteLeftOut(string text, bool isMember = false)
    {
        const int Closing = 1;
        _end += Smallest - Closing;
        if (isMember)
        {
            _json.WritePropertyName(Mark.MoreMember);
        }

        WriteFitting(text, isCut: false, text.Length);
        _end -= Smallest - Closing;
    }

    /// <summary>A key of a dictionary may be any text.</summary>
    private static string SafeName(string key)
    {
        var shown = SnapshotText.Redact(key, MetadataLimits.NameLength, out var isCut);
        return SnapshotText.WellFormed(isCut ? string.Concat(shown, Mark.MoreMember) : shown.SequenceEqual(key) ? key : shown.ToString());
    }

    /// <summary>Keys that are one text after redaction or cutting stay members of their own.</summary>
    private static string Unique(string name, HashSet<string> names)
    {
        var unique = name;
        for (var number = 2; !names.Add(unique); number++)
        {
            unique = $"{name}#{number}";
        }

        return unique;
    }
}
