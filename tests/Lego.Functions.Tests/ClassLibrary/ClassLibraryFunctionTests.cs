using System.Reflection;
using Lego.Functions.ClassLibrary;
using Lego.Lambda.Runtime.Tests.ClassLibrary;

namespace Lego.Functions.Tests.ClassLibrary;

public sealed class ClassLibraryFunctionTests
{
    [Test]
    public void The_handler_string_finds_the_functions_and_a_wrong_setting_fails_its_start() => Assert.That(
        () => new HandlerString($"Lego.Functions::{typeof(ClassLibraryFunction).FullName}::InvokeAsync"),
        Throws.TypeOf<TargetInvocationException>().With.InnerException.Message.Contains("LEGO_FUNCTION is not set"));
}
