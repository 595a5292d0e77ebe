using System.Reflection;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Tests.Attacks;

/// <summary>What functions take, read from the types of their requests, so that a new member is attacked with no line added.</summary>
internal static class RequestTypes
{
    /// <summary>The type of a function's request.</summary>
    public static Type Of(FunctionDefinition row, AppServices services)
    {
        for (var type = row.Create(services).GetType(); type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(HttpHandler<>))
            {
                return type.GetGenericArguments()[0];
            }
        }

        throw new InvalidOperationException($"{row.Id} is no HTTP function.");
    }

    /// <summary>The members that a caller can send, by the names that callers write, without what wraps them.</summary>
    public static IEnumerable<(string Name, Type Type)> Members(Type type) => type.GetProperties()
        .Where(property => property.SetMethod is not null)
        .Select(property => (Name(property), Unwrap(property.PropertyType)));

    /// <summary>The type of the items of a list of objects of ours, or null.</summary>
    public static Type? ItemOf(Type type)
    {
        var item = type.IsArray ? type.GetElementType() : type.IsGenericType ? type.GetGenericArguments()[0] : null;
        return item?.Namespace?.StartsWith("Lego.Functions", StringComparison.Ordinal) == true ? item : null;
    }

    private static Type Unwrap(Type type)
    {
        var inner = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>) ? type.GetGenericArguments()[0] : type;
        return Nullable.GetUnderlyingType(inner) ?? inner;
    }

    private static string Name(PropertyInfo property) => char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
}
