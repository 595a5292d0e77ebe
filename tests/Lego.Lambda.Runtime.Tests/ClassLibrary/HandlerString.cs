using System.Reflection;
using Amazon.Lambda.Core;

namespace Lego.Lambda.Runtime.Tests.ClassLibrary;

/// <summary>Finds a class-library handler by the rules of the managed runtime: by name, from the type up its bases, one method of that name.</summary>
internal sealed class HandlerString
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private readonly object _target;

    public HandlerString(string handler)
    {
        var parts = handler.Split("::");
        var type = Assembly.Load(parts[0]).GetType(parts[1], throwOnError: true)!;
        Assert.That((type.IsAbstract, type.IsGenericType, type.IsPublic), Is.EqualTo((false, false, true)), handler);
        Method = Find(type, parts[2]) ?? throw new MissingMethodException(parts[1], parts[2]);
        Assert.That((Method.IsPublic, Method.IsGenericMethod, Method.IsAbstract), Is.EqualTo((true, false, false)), handler);
        Assert.That(Method.GetParameters()[1].ParameterType, Is.EqualTo(typeof(ILambdaContext)));
        _target = Activator.CreateInstance(type)!;
    }

    public MethodInfo Method { get; }

    public Task<T> InvokeAsync<T>(object input, ILambdaContext context) => (Task<T>)Method.Invoke(_target, [input, context])!;

    private static MethodInfo? Find(Type? type, string name) => type is null ? null : type.GetMethod(name, Declared) ?? Find(type.BaseType, name);
}
