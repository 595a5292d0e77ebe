using System.Globalization;
using System.Reflection;

namespace Lego.Lambda.Runtime.XRaySdk.Export;

/// <summary>A method of which only the name is known, class included.</summary>
internal sealed class DescribedMethod(string label) : MethodBase
{
    public override string Name => label;

    public override Type? DeclaringType => null;

    public override Type? ReflectedType => null;

    public override MethodAttributes Attributes => MethodAttributes.Public;

    public override MemberTypes MemberType => MemberTypes.Method;

    public override RuntimeMethodHandle MethodHandle => default;

    public override MethodImplAttributes GetMethodImplementationFlags() => MethodImplAttributes.IL;

    public override ParameterInfo[] GetParameters() => [];

    public override object[] GetCustomAttributes(bool inherit) => [];

    public override object[] GetCustomAttributes(Type attributeType, bool inherit) => [];

    public override bool IsDefined(Type attributeType, bool inherit) => false;

    public override object? Invoke(object? obj, BindingFlags invokeAttr, Binder? binder, object?[]? parameters, CultureInfo? culture) =>
        throw new NotSupportedException("Only the name of this method is known.");
}
