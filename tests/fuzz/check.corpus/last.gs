%top{ #define X 1 %}
%{ int one; %}
%{ int two; %}
