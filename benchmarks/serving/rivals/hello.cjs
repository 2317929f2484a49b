// Amazon's Node SDK with its Express adapter. It verifies signature and timestamp if BENCHMARK_VERIFY is 1.

const Alexa = require("ask-sdk-core");
const { ExpressAdapter } = require("ask-sdk-express-adapter");
const express = require("express");

const verify = process.env.BENCHMARK_VERIFY === "1";
const hello = {
  canHandle: () => true,
  handle: (input) => input.responseBuilder.speak("Hello.").reprompt("Hello?").getResponse(),
};
const skill = Alexa.SkillBuilders.custom().addRequestHandlers(hello).create();
const app = express();
app.post("/alexa", new ExpressAdapter(skill, verify, verify).getRequestHandlers());
app.listen(Number(process.env.BENCHMARK_PORT), "127.0.0.1");
