using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Lego.Lambda.Runtime.Tracing.Metadata;

/// <summary>
/// Finds the members of types: in the generated contracts of the application first, and by reflection where the application has kept
/// reflection-based serialization. Contracts are kept, so that a type is looked at once.
/// </summary>
internal sealed class MetadataContracts
{
    private static readonly ConditionalWeakTable<IJsonTypeInfoResolver, MetadataContracts> ByResolver = [];
    private static readonly ConditionalWeakTable<JsonSerializerOptions, MetadataContracts> ByOptions = [];

    // Its own branch: with the feature switched off, trimming removes the resolver and all it needs.
    private static readonly JsonSerializerOptions? Reflection = JsonSerializer.IsReflectionEnabledByDefault ? CreateReflection() : null;

    private static readonly MetadataContracts WithoutContext = new(null, Reflection);

    private readonly ConcurrentDictionary<Type, TypeContract?> _contracts = new();
    private readonly JsonSerializerOptions? _own;
    private readonly JsonSerializerOptions? _reflection;

    /// <summary>Creates a set of contracts.</summary>
    /// <param name="own">Options with the application's generated contexts; null for none.</param>
    /// <param name="reflection">Options that know any type; null where types must be generated.</param>
    internal MetadataContracts(JsonSerializerOptions? own, JsonSerializerOptions? reflection)
    {
        _own = own;
        _reflection = reflection;
    }

    /// <summary>The contracts of generated contexts, with the names that the first of them was generated with.</summary>
    /// <param name="types">A context, or several combined; null for none.</param>
    public static MetadataContracts For(IJsonTypeInfoResolver? types) => types is null
        ? WithoutContext
        : ByResolver.GetValue(types, static types => new MetadataContracts(OptionsOf(types), Reflection));

    /// <summary>The contracts of options, with their names and converters.</summary>
    /// <param name="options">For example those of a handler.</param>
    public static MetadataContracts For(JsonSerializerOptions options) =>
        ByOptions.GetValue(options, static options => new MetadataContracts(ReadOnly(options), Reflection));

    /// <summary>The contract of a type or, in generated contexts, of its nearest base; null when there is none.</summary>
    public TypeContract? Find(Type type) => _contracts.TryGetValue(type, out var known) ? known : _contracts.GetOrAdd(type, Create(type));

    /// <summary>Options that know any type by reflection.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification =
        "Used only where the application has kept reflection-based serialization. A member that trimming removed is missing in a trace.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification =
        "Used only where the application has kept reflection-based serialization. A type that needs code at run time gets a mark.")]
    internal static JsonSerializerOptions CreateReflection()
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        options.MakeReadOnly();
        return options;
    }

    private static JsonSerializerOptions? OptionsOf(IJsonTypeInfoResolver types)
    {
        if (types is JsonSerializerContext context)
        {
            return ReadOnly(context.Options);
        }

        var first = (types as IEnumerable<IJsonTypeInfoResolver>)?.OfType<JsonSerializerContext>().FirstOrDefault();
        var options = first is null ? new JsonSerializerOptions() : new JsonSerializerOptions(first.Options);
        options.TypeInfoResolver = types;
        options.MakeReadOnly();
        return options;
    }

    private static JsonSerializerOptions? ReadOnly(JsonSerializerOptions options)
    {
        if (options.IsReadOnly || options.TypeInfoResolver is null)
        {
            return options.TypeInfoResolver is null ? null : options;
        }

        // Its owner may still want to change it.
        var copy = new JsonSerializerOptions(options);
        copy.MakeReadOnly();
        return copy;
    }

    private TypeContract? Create(Type type)
    {
        for (var known = type; known is not null && known != typeof(object) && known != typeof(ValueType); known = known.BaseType)
        {
            if (TryFind(_own, known) is { } contract)
            {
                return contract;
            }
        }

        return TryFind(_reflection, type);
    }

    private static TypeContract? TryFind(JsonSerializerOptions? options, Type type)
    {
        try
        {
            return options is not null && options.TryGetTypeInfo(type, out var info) ? TypeContract.Create(info) : null;
        }
#pragma warning disable CA1031 // A type that no contract can be made for is told by a mark, whatever the reason.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }
}
